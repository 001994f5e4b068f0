import Testing

/// Tests of the built program. One at a time: each has a server or two and many clients.
@Suite(.serialized, .showsProgramLogs, .timeLimit(.minutes(4))) enum ProgramSuite {}
