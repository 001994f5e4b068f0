import ArgumentParser

struct ShowConfiguration: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show the effective settings and where each comes from, secrets masked.",
        discussion: "What it prints can be kept as a configuration file: remove the # before a name to set it.")

    @OptionGroup(title: "Settings") var options: SettingOptions

    func run() async throws {
        let sources = try Program.sources(options)
        _ = try Settings(sources)
        for setting in Setting.all {
            let name = setting.environmentName
            // A comment has a line of its own: after a value it would be a part of it.
            if let found = try sources.find(setting) {
                let shown = setting.shown(found.value)
                // What is masked can't be taken over.
                print("# \(found.source)\n\(shown == found.value ? "" : "#")\(name)=\(shown)")
            } else {
                print("# default: \(setting.defaultText)\n#\(name)=")
            }
        }
    }
}
