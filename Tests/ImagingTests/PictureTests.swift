import Imaging
import Testing

@Suite("What a picture looks like afterwards")
struct PictureTests {
    @Test(
        "Every type that phones and browsers write comes out as the middle of itself",
        arguments: [
            "quadrants.jpg", "progressive.jpg", "large.jpg", "quadrants.png", "deep.png", "quadrants.webp",
            "large.webp", "quadrants.gif", "quadrants.heic",
        ])
    func everyType(name: String) throws {
        let pixels = try Pixels(render(name))
        #expect(pixels.quarters == [.red, .green, .blue, .white])
        // The four colours meet in the middle, so a crop off the centre would show on either side of it.
        #expect([pixels[180, 180], pixels[219, 180], pixels[180, 219], pixels[219, 219]] == pixels.quarters)
    }

    @Test("A browser is told the type that the bytes have")
    func labels() throws {
        let picture = try render("quadrants.jpg")
        #expect(picture.contentType == "image/webp")
        #expect(picture.fileExtension == "webp")
        #expect(picture.bytes.starts(with: "RIFF".utf8) && picture.bytes.dropFirst(8).starts(with: "WEBP".utf8))
    }

    @Test("A single pixel fills the square")
    func onePixel() throws {
        let pixels = try Pixels(render("dot.png"))
        #expect([pixels[0, 0], pixels[399, 0], pixels[200, 200], pixels[399, 399]] == [.red, .red, .red, .red])
    }

    @Test("Of a moving picture the first frame is shown", arguments: ["animated.gif", "animated.webp"])
    func firstFrame(name: String) throws {
        #expect(try Pixels(render(name)).quarters == [.red, .red, .red, .red])
    }

    @Test("A picture that a phone stored in tiles is put together")
    func tiles() throws {
        #expect(try Pixels(render("grid.heic")).quarters == [.blue, .blue, .blue, .blue])
    }

    @Test("What is transparent stays so")
    func transparency() throws {
        let pixels = try Pixels(render("alpha.png"))
        #expect(pixels[100, 200] == .red)
        #expect(pixels[300, 200].channels[3] == 0)
    }

    @Test("Grey stays the same grey", arguments: ["gray.jpg", "gray-profile.jpg"])
    func grayscale(name: String) throws {
        #expect(try Pixels(render(name))[200, 200] == Color(128, 128, 128))
    }

    @Test("A picture made for print is not shown as a negative")
    func cmyk() throws {
        // Printing ink is duller than a screen's colours, so not exactly these.
        let ink = try Pixels(render("cmyk.jpg")).quarters.map(\.channels)
        #expect(ink[0][0] > 180 && ink[0][1] < 80 && ink[0][2] < 80, "red is \(ink[0])")
        #expect(ink[1][1] > 120 && ink[1][0] < 80 && ink[1][2] < 80, "green is \(ink[1])")
        #expect(ink[3].allSatisfy { $0 > 250 }, "white is \(ink[3])")
    }

    @Test("The colours of a phone's wide-gamut picture are not dulled")
    func wideGamut() throws {
        #expect(try Pixels(render("p3.jpg"))[200, 200] == Color(200, 100, 50))
    }
}
