import Foundation

/// A real picture of 7 by 5 pixels.
package struct TinyPicture: Sendable, CustomStringConvertible {
    /// The kind as `image/…` calls it.
    package let kind: String
    package let base64: String

    package var bytes: [UInt8] { Array(Data(base64Encoded: base64) ?? Data()) }
    package var description: String { kind }
}

/// One picture of every kind, made by ImageMagick and libheif.
package enum TinyPictures {
    /// All of them.
    package static let all = [jpeg, png, gif, bmp, webp, webpLossless, webpExtended, heic, avif]
    package static let jpeg = TinyPicture(
        kind: "jpeg",
        base64:
            "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+A"
            + "jIqgtObDoKrarYqMyP/L2u71////m8H////6/+b9//j/wAALCAAFAAcBAREA/8QAFAABAAAAAAAA"
            + "AAAAAAAAAAAABP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AA//Z")
    package static let png = TinyPicture(
        kind: "png",
        base64:
            "iVBORw0KGgoAAAANSUhEUgAAAAcAAAAFCAIAAAAG+GGPAAAAEUlEQVR42mM4IaeBiRhoJAoABQwk"
            + "6+C5BGcAAAAASUVORK5CYII=")
    package static let gif = TinyPicture(
        kind: "gif",
        base64:
            "R0lGODlhBwAFAPAAAP8AAAAAACH5BAAAAAAALAAAAAAHAAUAAAIFhI+puwUAOw==")
    package static let bmp = TinyPicture(
        kind: "bmp",
        base64:
            "Qk2uAAAAAAAAADYAAAAoAAAABwAAAPv///8BABgAAAAAAHgAAAATCwAAEwsAAAAAAAAAAAAAKB7I"
            + "KB7IKB7IKB7IKB7IKB7IKB7IAAAAKB7IKB7IKB7IKB7IKB7IKB7IKB7IAAAAKB7IKB7IKB7IKB7I"
            + "KB7IKB7IKB7IAAAAKB7IKB7IKB7IKB7IKB7IKB7IKB7IAAAAKB7IKB7IKB7IKB7IKB7IKB7IKB7I"
            + "AAAA")
    package static let webp = TinyPicture(
        kind: "webp",
        base64:
            "UklGRjwAAABXRUJQVlA4IDAAAADQAQCdASoHAAUAAgA0JaACdLoB+AADsAD+8MQL/yC5YXXI1/8g"
            + "P+QH/ID/+PIAAAA=")
    package static let webpLossless = TinyPicture(
        kind: "webp",
        base64:
            "UklGRhwAAABXRUJQVlA4TA8AAAAvBgABAAcQ/Y/+ByKi/wEA")
    package static let webpExtended = TinyPicture(
        kind: "webp",
        base64:
            "UklGRlgAAABXRUJQVlA4WAoAAAAQAAAABgAABAAAQUxQSAoAAAARB1DAiAhERP8DVlA4ICgAAACQ"
            + "AQCdASoHAAUAB0CWJaACdLoAA5gA/uUK+Cepco/+N48CvJdjoAAA")
    package static let heic = TinyPicture(
        kind: "heic",
        base64:
            "AAAAGGZ0eXBoZWljAAAAAG1pZjFoZWljAAABrG1ldGEAAAAAAAAAIWhkbHIAAAAAAAAAAHBpY3QA"
            + "AAAAAAAAAAAAAAAAAAAADnBpdG0AAAAAAAIAAAAQaWRhdAAAAAAABwAFAAAAOGlsb2MBAAAAREAA"
            + "AgABAAAAAAAAAcwAAQAAAAAAAAA5AAIAAQAAAAAAAAABAAAAAAAAAAgAAAA4aWluZgAAAAAAAgAA"
            + "ABVpbmZlAgAAAQABAABodmMxAAAAABVpbmZlAgAAAAACAABncmlkAAAAANdpcHJwAAAAtWlwY28A"
            + "AAB1aHZjQwEECAAAAAAAAAAAAB7wAPz9+voAAA8DIAABABdAAQwB//8ECAAAAwCduAAAAwAAHroC"
            + "QCEAAQAqQgEBBAgAAAMAnbgAAAMAAB6gIIEE2W6q6a5uBAQMCAAAAwAIAAADAAhAIgABAAZEAcFz"
            + "wYkAAAAUaXNwZQAAAAAAAABAAAAAQAAAABRpc3BlAAAAAAAAAAcAAAAFAAAAEHBpeGkAAAAAAwoK"
            + "CgAAABppcG1hAAAAAAAAAAIAAQKBAgACAgOEAAAAGmlyZWYAAAAAAAAADmRpbWcAAgABAAEAAABB"
            + "bWRhdAAAADUoAa8EEhbsHPyT1EXOA7cqA171n+QUH+L5VGAo/3wqgPRgJ2Yie/kIbUqN++q8bqaR"
            + "uYZOPA==")
    package static let avif = TinyPicture(
        kind: "avif",
        base64:
            "AAAAHGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZgAAAOptZXRhAAAAAAAAACFoZGxyAAAAAAAAAABw"
            + "aWN0AAAAAAAAAAAAAAAAAAAAAA5waXRtAAAAAAABAAAAImlsb2MAAAAAREAAAQABAAAAAAEOAAEA"
            + "AAAAAAAAGgAAACNpaW5mAAAAAAABAAAAFWluZmUCAAAAAAEAAGF2MDEAAAAAamlwcnAAAABLaXBj"
            + "bwAAABNjb2xybmNseAACAAIABoAAAAAMYXYxQ4EADAAAAAAUaXNwZQAAAAAAAAAHAAAABQAAABBw"
            + "aXhpAAAAAAMICAgAAAAXaXBtYQAAAAAAAAABAAEEgYIDhAAAACJtZGF0EgAKCBgItGCBAQNCMgwe"
            + "QD///8QAAK8mVWg=")
}
