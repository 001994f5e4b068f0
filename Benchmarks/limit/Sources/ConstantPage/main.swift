// Hummingbird and nothing else: answers GET /timeline with the bytes of a file, which it reads once. How many of these
// a core can do is the most that a server on Hummingbird could reach.
//
//     constant-page PORT FILE

import Foundation
import Hummingbird
import Logging

guard CommandLine.arguments.count == 3, let port = Int(CommandLine.arguments[1]) else {
    fatalError("constant-page PORT FILE")
}
let page = ByteBuffer(bytes: try Data(contentsOf: URL(filePath: CommandLine.arguments[2])))
let router = Router()
router.get("timeline") { _, _ in
    Response(
        status: .ok, headers: [.contentType: "application/json; charset=utf-8"], body: ResponseBody(byteBuffer: page))
}
var logger = Logger(label: "constant-page")
logger.logLevel = .error
let application = Application(
    router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: port)),
    logger: logger)
try await application.runService()
