import Foundation
import Imaging
import Testing

func render(_ bytes: [UInt8]) throws -> ProfilePicture {
    try ProfilePictureRenderer().render(bytes)
}

func render(_ name: String) throws -> ProfilePicture {
    try render(fixture(name))
}

/// Why the picture is refused; nil if it is not.
func refusal(of bytes: [UInt8]) throws -> ImagingError? {
    let renderer = try ProfilePictureRenderer()
    do {
        _ = try renderer.render(bytes)
        return nil
    } catch {
        return error
    }
}

extension ImagingError {
    var isDamage: Bool {
        if case .damaged = self { true } else { false }
    }
}
