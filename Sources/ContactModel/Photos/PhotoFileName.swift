package import ChangeLog

/// Names of files that photos are written to.
package enum PhotoFileName {
    /// The name for a photo: `ada-lovelace-9b48b8c5.jpg`, the same on every machine and every day.
    ///
    /// Only small letters of ASCII, digits and dashes, so that every file system takes it and no
    /// name of a person can leave the folder.
    ///
    /// - Parameters:
    ///   - name: How the person is called.
    ///   - entity: Who it is.
    ///   - number: Which of the person's photos, from 0.
    ///   - format: What the picture is; nil for unknown bytes.
    ///   - isWhole: Whether to write the whole id, where its beginning is not enough.
    /// - Returns: A name without a folder.
    package static func name(
        of name: String, _ entity: EntityID, number: Int, format: ImageFormat?,
        isWhole: Bool = false
    ) -> String {
        let words = FoldedText.words(String(name.prefix(100))).map { word in
            String(decoding: word.utf8.filter { $0.isNameByte && $0 != 0x5F }, as: UTF8.self)
        }
        let id = entity.description
        let stem = String(words.filter { !$0.isEmpty }.joined(separator: "-").prefix(40))
        let parts =
            [stem.isEmpty ? "photo" : stem, isWhole ? id : String(id.prefix(8))]
            + (number > 0 ? ["\(number + 1)"] : [])
        return parts.joined(separator: "-") + "." + (format?.fileExtension ?? "bin")
    }
}
