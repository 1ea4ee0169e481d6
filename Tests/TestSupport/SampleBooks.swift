package import Foundation

/// The address books in `Tests/Samples`: invented people, in the manner of real programs.
package enum SampleBooks {
    /// The folder that holds them.
    package static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Samples")

    /// The file names, sorted.
    package static let names = [
        "android.vcf", "evolution.vcf", "google-takeout.vcf", "icloud.vcf", "khard.vcf", "odd.vcf",
        "outlook.vcf", "thunderbird.vcf",
    ]

    /// Those, and the cards that other programs are tested with.
    package static let allNames = names + ForeignBooks.names

    /// The bytes of one of them.
    ///
    /// - Throws: The file system's error.
    package static func bytes(of name: String) throws -> [UInt8] {
        let isForeign = ForeignBooks.names.contains(name)
        return Array(
            try Data(contentsOf: (isForeign ? ForeignBooks.folder : folder).appending(path: name)))
    }
}
