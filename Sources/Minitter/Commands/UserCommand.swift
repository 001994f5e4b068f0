import ArgumentParser
import Database
import Foundation
import MinitterModel
import MinitterService

struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Look after accounts.",
        subcommands: [List.self, Show.self, Create.self, ResetPassword.self, Delete.self])
}

extension UserCommand {
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all accounts, newest first.")

        @OptionGroup(title: "Settings") var options: SettingOptions

        func run() async throws {
            try await Program.run(options) { program in
                print("id\te-mail\tname\ttweets\tfollowers\tfollowing\tsince")
                var before: Int64?
                repeat {
                    let page = try await program.services.users.page(PageRequest(before: before, limit: 500))
                    for user in page.items { print(user.columns) }
                    before = page.next
                } while before != nil
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show an account.")

        @Argument(help: "Its id or e-mail.") var account: String
        @OptionGroup(title: "Settings") var options: SettingOptions

        func run() async throws {
            try await Program.run(options) { program in
                let user = try await program.services.users.find(account)
                print(
                    """
                    id         \(user.id)
                    e-mail     \(user.email)
                    name       \(user.name)
                    profile    \(user.profile)
                    picture    \(user.picture ?? "none")
                    tweets     \(user.tweetCount)
                    followers  \(user.followerCount)
                    following  \(user.followingCount)
                    since      \(user.createdAt.rfc3339)
                    """)
            }
        }
    }

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make an account.", discussion: "The password is read from standard input, one line.")

        @Option(help: "The e-mail to log in with.") var email: String
        @Option(help: "The name that others see.") var name: String
        @Option(help: "A text about the person.") var profile = ""
        @OptionGroup(title: "Settings") var options: SettingOptions

        func run() async throws {
            try await Program.run(options) { program in
                let user = try await program.services.users.signUp(
                    email: email, name: name, password: try Terminal.readPassword(), profile: profile)
                print("Made user \(user.id), \(user.email).")
            }
        }
    }

    struct ResetPassword: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset-password", abstract: "Set an account's password and end all its tokens.",
            discussion: """
                The new password is read from standard input, one line. Servers that run learn of it within 5 seconds.
                """)

        @Argument(help: "Its id or e-mail.") var account: String
        @OptionGroup(title: "Settings") var options: SettingOptions

        func run() async throws {
            try await Program.run(options) { program in
                let user = try await program.services.users.find(account)
                try await program.services.logIns.setPassword(try Terminal.readPassword(), of: user.id)
                print("Set the password of user \(user.id), \(user.email).")
            }
        }
    }

    struct Delete: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete an account with its tweets, likes, follows and picture.")

        @Argument(help: "Its id or e-mail.") var account: String
        @Flag(help: "Don't ask.") var yes = false
        @OptionGroup(title: "Settings") var options: SettingOptions

        func run() async throws {
            try await Program.run(options) { program in
                let user = try await program.services.users.find(account)
                let question = "Delete user \(user.id), \(user.email), with \(user.tweetCount) tweets, for good?"
                guard yes || Terminal.confirm(question) else { throw ProgramError("Nothing was deleted.") }
                try await program.services.users.delete(user.id)
                try await program.services.users.finishDeletions()
                print("Deleted user \(user.id).")
            }
        }
    }
}

extension UserService {
    /// - Parameter account: an id or an e-mail.
    fileprivate func find(_ account: String) async throws -> User {
        if let id = Int64(account) { return try await user(id, for: nil) }
        guard let user = try await user(withEmail: account) else {
            throw ProgramError("There is no account with the e-mail \(account).")
        }
        return user
    }
}

extension User {
    fileprivate var columns: String {
        let columns = [
            "\(id)", email, name, "\(tweetCount)", "\(followerCount)", "\(followingCount)", createdAt.rfc3339,
        ]
        return columns.joined(separator: "\t")
    }
}
