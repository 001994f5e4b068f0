import ArgumentParser

struct ShowConfiguration: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the effective settings and where each comes from, secrets masked.",
        discussion: "What it prints can be kept as a configuration file: remove the # before a line to set it.")

    @OptionGroup(title: "Settings") var options: SettingOptions

    func run() async throws {
        let sources = try await Program.sources(options)
        _ = try Settings(sources)
        for setting in Setting.all {
            if let found = try sources.find(setting) {
                print("\(setting.environmentName)=\(setting.isSecret ? "********" : found.value)  # \(found.source)")
            } else {
                print("#\(setting.environmentName)=  # default: \(setting.defaultText)")
            }
        }
    }
}
