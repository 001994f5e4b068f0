import ArgumentParser
import Foundation

@main
struct Minitter: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "minitter",
        abstract: "A mini social network server.",
        discussion: """
            Without a subcommand it serves. With nothing set it needs no other server: it keeps its database and \
            pictures in ./data and listens on port 5000.
            """,
        version: "minitter 0.1.0",
        subcommands: [
            Serve.self, Migrate.self, ShowConfiguration.self, UserCommand.self, TweetCommand.self,
            TimelineCommand.self, MediaCommand.self, BackUp.self, Copy.self, Seed.self,
        ],
        defaultSubcommand: Serve.self)

    static func main() async {
        // Databases, backups and secrets are their owner's alone, whatever the user's umask.
        umask(0o077)
        await main(nil)
    }
}
