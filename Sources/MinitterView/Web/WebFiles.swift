import CWeb
import Foundation
import NIOCore

/// The files that the pages are made of: those of the folder `Web`, as they were when the program was built.
package struct WebFiles: Sendable {
    private let builtIn: [String: Representation]
    /// Where they are read anew for each request; nil: not at all.
    private let folder: String?

    /// - Parameter folder: for who works on them: what is changed there shows at once. Nothing outside of it is read.
    package init(folder: String? = nil) {
        self.folder = folder
        builtIn = Self.embedded
    }

    /// A style, a module or a picture.
    func asset(_ name: String) -> Representation? {
        Self.isPlain(name) ? document("assets/" + name) : nil
    }

    /// A file by its path in the folder: `docs.html`, or what pages are made from, `index.html`.
    func document(_ name: String) -> Representation? {
        guard let folder else { return builtIn[name] }
        // It blocks, which only those feel who work on the pages.
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else { return nil }
        return Representation(name: name, ByteBuffer(bytes: bytes))
    }

    /// What a name may hold: nothing that leads out of the folder.
    private static func isPlain(_ name: String) -> Bool {
        name.first != "."
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}

// MARK: - What is in the program

extension WebFiles {
    /// Compressed once, which takes 10 ms for all of them.
    private static let embedded: [String: Representation] = {
        var files: [String: Representation] = [:]
        var next = minitter_web_files()
        while let file = next, let name = file.pointee.name {
            let name = String(cString: name)
            files[name] = Representation(name: name, ByteBuffer(string: String(cString: file.pointee.text)))
            next = file + 1
        }
        return files
    }()

    /// For a test that compares them with the folder.
    package static var builtInNames: [String] { embedded.keys.sorted() }
}

extension Representation {
    fileprivate init(name: String, _ bytes: ByteBuffer) {
        let gzipped = Gzip.compress(bytes, level: 9)
        self.init(bytes, contentType: Self.contentType(of: name)) { gzipped }
    }

    private static func contentType(of name: String) -> String {
        switch name.split(separator: ".").last {
        case "css": "text/css; charset=utf-8"
        case "html": "text/html; charset=utf-8"
        case "js": "text/javascript; charset=utf-8"
        case "svg": "image/svg+xml"
        default: "application/octet-stream"
        }
    }
}
