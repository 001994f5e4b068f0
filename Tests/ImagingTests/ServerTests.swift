import Foundation
import Imaging
import Testing

@Suite("In a server: many at once, for weeks, with a log that can be parsed")
struct ServerTests {
    @Test("Twenty people upload at the same moment, some of them rubbish")
    func concurrency() async throws {
        let names = ["quadrants.jpg", "large.jpg", "quadrants.png", "quadrants.webp", "quadrants.gif", "turned.heic"]
        let alone = try names.map { try render($0).bytes }
        let pictures = try names.map { try fixture($0) }
        let rubbish = try Array(fixture("quadrants.gif").prefix(100))
        let renderer = try ProfilePictureRenderer()

        try await withThrowingTaskGroup { group in
            for number in 0..<20 {
                let kind = number % (names.count + 1)
                group.addTask {
                    // A thread each: tasks alone would share as few threads as there are cores.
                    let result = await onThread { () throws(ImagingError) in
                        try renderer.render(kind < pictures.count ? pictures[kind] : rubbish)
                    }
                    if kind < pictures.count {
                        let bytes = try result.get().bytes
                        #expect(bytes == alone[kind], "\(names[kind]) came out as another picture")
                    } else {
                        #expect(throws: ImagingError.self) { try result.get() }
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Test("An odd picture writes nothing in the middle of the server's log")
    func silence() async {
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            let png = try fixture("quadrants.png")
            let checksum = try png.position(of: "IEND".utf8) - 8  // of the pixels: libvips warns that it is wrong
            try #require(try refusal(of: png.replacing(at: checksum, with: [0, 0, 0, 0])) != nil)
        }
        let log = result.map { String(decoding: $0.standardErrorContent, as: UTF8.self) } ?? ""
        #expect(!log.contains("VIPS"), "\(log)")
    }

    /// In a process of its own, where no other test uses memory.
    @Test("Memory is given back, whether the picture was good or bad", .disabled(if: hasSanitizer))
    func memory() async {
        await #expect(processExitsWith: .success) {
            let good = try fixture("quadrants.png")
            let bad = try Array(fixture("quadrants.gif").prefix(100))
            func render(times: Int) throws {
                for _ in 0..<times {
                    _ = try ImagingTests.render(good)
                    try #require(try refusal(of: bad) != nil)
                }
            }
            try render(times: 20)
            let before = try residentMegabytes()
            try render(times: 100)
            // The pixels of the results alone, 0.64 MB each, would make 64 MB; libvips' records of a picture make 18.
            let growth = try residentMegabytes() - before
            try #require(growth < 5)
        }
    }
}

/// Runs the body on a thread of its own.
private func onThread<Value: Sendable, Failure: Error>(
    _ body: @escaping @Sendable () throws(Failure) -> Value
) async -> Result<Value, Failure> {
    await withCheckedContinuation { continuation in
        Thread.detachNewThread {
            continuation.resume(returning: Result(catching: body))
        }
    }
}

/// What the process holds of the machine's memory (proc(5), the second number is in pages).
private func residentMegabytes() throws -> Int {
    let numbers = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
    return try #require(Int(numbers[1])) * Int(sysconf(Int32(_SC_PAGESIZE))) / 1_048_576
}

/// Sanitizers hold on to memory that was given back.
private var hasSanitizer: Bool {
    dlsym(nil, "__asan_init") != nil || dlsym(nil, "__tsan_init") != nil
}
