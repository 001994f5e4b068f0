import Foundation

extension LocalDirectory {
    /// A folder a page: memory holds the names of one folder at each level.
    package func list(prefix: String) -> Rereadable<ObjectInfo> {
        // Only the folder that the prefix leads to is searched.
        let start = prefix.lastIndex(of: "/").map { String(prefix[..<$0]) } ?? ""
        return Rereadable(pages: {
            var folders = [start]
            return {
                guard let folder = folders.popLast() else { return nil }
                let content = try await threads.run("list \(folder)") { try self.content(of: folder, prefix: prefix) }
                folders += content.folders
                return content.objects
            }
        })
    }

    /// What lies in a folder. What came or went meanwhile is left out, and what is no object: links, hidden files.
    private func content(of folder: String, prefix: String) throws -> (objects: [ObjectInfo], folders: [String]) {
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(
                atPath: folder.isEmpty ? root.path : root.appendingPathComponent(folder).path)
        } catch let error as CocoaError where [.fileReadNoSuchFile, .fileNoSuchFile].contains(error.code) {
            guard !folder.isEmpty else { throw error }
            return ([], [])
        }
        var objects: [ObjectInfo] = []
        var folders: [String] = []
        for name in names {
            guard let key = ObjectKey(folder.isEmpty ? name : "\(folder)/\(name)") else { continue }
            if let info = try info(of: key) {
                if key.description.hasPrefix(prefix) { objects.append(info) }
            } else if isFolder(key) {
                folders.append(key.description)
            }
        }
        return (objects, folders)
    }

    /// A link to a folder is none: it could lead round in a circle.
    private func isFolder(_ key: ObjectKey) -> Bool {
        var status = stat()
        return lstat(root.appendingPathComponent(key.description).path, &status) == 0
            && status.st_mode & S_IFMT == S_IFDIR
    }
}
