// swift-tools-version: 6.1

import PackageDescription

let package = Package(
    name: "limit",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "constant-page", targets: ["ConstantPage"])],
    dependencies: [.package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1")],
    targets: [
        .executableTarget(
            name: "ConstantPage", dependencies: [.product(name: "Hummingbird", package: "hummingbird")])
    ]
)
