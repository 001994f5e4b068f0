import Foundation

/// Questions to whoever sits at the terminal.
enum Terminal {
    /// A line of standard input; from a terminal without showing it.
    static func readPassword() throws -> String {
        let isTerminal = isatty(STDIN_FILENO) == 1
        var shown = termios()
        if isTerminal {
            FileHandle.standardError.write(Data("Password: ".utf8))
            tcgetattr(STDIN_FILENO, &shown)
            var hidden = shown
            hidden.c_lflag &= ~tcflag_t(ECHO)
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        }
        defer {
            if isTerminal {
                tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
                FileHandle.standardError.write(Data("\n".utf8))
            }
        }
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw ProgramError("No password came from standard input. Pass one in: echo 'the password' | minitter …")
        }
        return line
    }

    /// No answer counts as no.
    static func confirm(_ question: String) -> Bool {
        FileHandle.standardError.write(Data("\(question) Type yes: ".utf8))
        return readLine() == "yes"
    }
}
