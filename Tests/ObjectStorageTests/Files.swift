import Foundation

/// The files in a folder and in the folders in it, also hidden ones, by their path from it, sorted.
func files(in folder: URL) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { path in
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(
            atPath: folder.appendingPathComponent(path).path, isDirectory: &isFolder)
        return exists && !isFolder.boolValue
    }.sorted()
}
