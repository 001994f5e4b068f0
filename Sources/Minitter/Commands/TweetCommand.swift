import ArgumentParser
import MinitterService

struct TweetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tweet", abstract: "Look after tweets.", subcommands: [Delete.self])

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Delete a tweet, whoever wrote it.")

        @Argument(help: "Its id.") var id: Int64
        @OptionGroup(title: "Settings") var options: SettingOptions

        func run() async throws {
            try await Program.run(options) { program in
                try await program.services.tweets.delete(id, by: nil)
                print("Deleted tweet \(id).")
            }
        }
    }
}
