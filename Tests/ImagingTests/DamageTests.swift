import Imaging
import Testing

@Suite("A picture that arrived in part is refused, not shown half grey")
struct DamageTests {
    @Test(
        "Cut off anywhere",
        arguments: [
            "quadrants.jpg", "progressive.jpg", "large.jpg", "turned.jpg", "quadrants.png", "deep.png",
            "quadrants.webp", "large.webp", "animated.webp", "quadrants.heic", "turned.heic", "grid.heic",
        ])
    func truncated(name: String) throws {
        let whole = try fixture(name)
        for percent in [15, 30, 50, 70, 90, 95] {
            let error = try refusal(of: Array(whole.prefix(whole.count * percent / 100)))
            #expect(error?.isDamage == true, "\(percent) % of it: \(error.map(String.init(describing:)) ?? "taken")")
        }
        #expect(try refusal(of: whole.dropLast())?.isDamage == true, "all but the last byte of it")
    }

    /// A GIF may end after its first frame: the rest would not be shown anyway.
    @Test("A GIF cut off in its first frame", arguments: [15, 30, 50, 70, 90])
    func truncatedGIF(percent: Int) throws {
        let whole = try fixture("quadrants.gif")
        #expect(try refusal(of: Array(whole.prefix(whole.count * percent / 100)))?.isDamage == true)
    }

    @Test("Garbled on the way")
    func garbled() throws {
        let png = try fixture("quadrants.png")
        let pixels = try png.position(of: "IDAT".utf8) + 10
        #expect(try refusal(of: png.replacing(at: pixels, with: [0xAA, 0xAA, 0xAA]))?.isDamage == true)
    }

    @Test("The reason is one line for a log, and names no files")
    func reason() throws {
        let gif = try fixture("quadrants.gif")
        guard case .damaged(let reason) = try refusal(of: Array(gif.prefix(60))) else {
            Issue.record("not refused as damaged")
            return
        }
        #expect(!reason.isEmpty && !reason.contains("\n") && !reason.contains("/"))
    }
}
