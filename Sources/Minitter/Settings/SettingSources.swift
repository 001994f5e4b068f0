import Configuration
import Foundation

/// Where settings come from: the command line, then the environment, then the configuration file.
struct SettingSources: Sendable {
    /// A value and who set it, for `minitter config`.
    struct Found: Sendable {
        let value: String
        let source: String
    }

    private let commandLine: [Setting: String]
    private let readers: [(source: String, reader: ConfigReader)]

    /// - Throws: ``SettingError`` when the configuration file can't be read.
    init(commandLine: [Setting: String], environment: [String: String]) throws {
        self.commandLine = commandLine
        let environmentReader = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: environment))
        var readers = [(source: "environment", reader: environmentReader)]
        let path =
            commandLine[.configFile]
            ?? environmentReader.string(forKey: Self.key(Setting.configFile.environmentName))
        if let path {
            let provider = EnvironmentVariablesProvider(
                environmentVariables: try ConfigurationFile.variables(at: path))
            readers.append((source: path, reader: ConfigReader(provider: provider)))
        }
        self.readers = readers
    }

    /// - Throws: ``SettingError`` when a secret's file can't be read, or the secret is given in two ways.
    func find(_ setting: Setting) throws -> Found? {
        if let value = commandLine[setting] { return Found(value: value, source: "command line") }
        for (source, reader) in readers {
            let direct = value(setting.environmentName, in: reader)
            guard setting.isSecret, let path = value(setting.environmentName + "_FILE", in: reader) else {
                if let direct { return Found(value: direct, source: source) }
                continue
            }
            guard direct == nil else {
                throw SettingError(setting, "and \(setting.environmentName)_FILE are both set: set one of them")
            }
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw SettingError(setting, "can't be read from “\(path)”, which \(setting.environmentName)_FILE names")
            }
            return Found(value: text.trimmingCharacters(in: .newlines), source: path)
        }
        return nil
    }

    /// A variable that is set to nothing counts as not set, as in a compose file's `NAME=`.
    private func value(_ name: String, in reader: ConfigReader) -> String? {
        let value = reader.string(forKey: Self.key(name))
        return value?.isEmpty == false ? value : nil
    }

    /// `MINITTER_DATA_DIRECTORY` as the key from which the library makes that name again.
    private static func key(_ environmentName: String) -> ConfigKey {
        ConfigKey(environmentName.lowercased().split(separator: "_").map(String.init))
    }
}

/// A setting that can't be used.
struct SettingError: Error, CustomStringConvertible {
    let description: String

    init(_ setting: Setting, _ problem: String) {
        description = "\(setting.environmentName) \(problem)."
    }
}
