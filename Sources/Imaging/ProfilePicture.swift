/// A picture that is safe to show: square, small, upright, sRGB, and made of nothing but pixels.
package struct ProfilePicture: Sendable {
    /// The written file.
    package let bytes: [UInt8]
    /// For `Content-Type`.
    package let contentType = "image/webp"
    /// For the end of a name or key, without a dot.
    package let fileExtension = "webp"
}
