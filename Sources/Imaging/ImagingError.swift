/// Why a picture was refused.
package enum ImagingError: Error, Equatable {
    /// Not a JPEG, PNG, WebP, GIF or HEIC, whatever its name says; or a kind of these that nobody's camera writes.
    case unsupportedType
    /// More than ``ProfilePictureRenderer/maximumPixels``, by the file's own account.
    case tooManyPixels(width: Int, height: Int)
    /// Cut short, garbled, or built to exhaust the decoder. The text is for a log, not for the sender: one line, no file
    /// paths. When several threads fail at the same moment it may tell of another's picture, as libvips keeps one error
    /// text a process.
    case damaged(String)
    /// libvips could not be started or lacks what every picture needs.
    case unavailable(String)
}
