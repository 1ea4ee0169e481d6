import ChangeLog
import ContactModel
import SQLiteLog

extension Projector {
    /// Notes what the photos of a person are.
    ///
    /// - Parameters:
    ///   - card: The card that is shown.
    ///   - view: What it says; most have no photo and are not looked at again.
    ///   - row: The row of the person, of whom the table says nothing.
    /// - Throws: `DatabaseError`.
    func projectPhotos(_ card: Card, _ view: PersonView, _ row: Int64) throws {
        guard view.photo != nil else { return }
        let insert = try session.statement(
            """
            INSERT INTO photo (entity, number, state, format, bytes, width, height, hash, link)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for (number, content) in card.photos.enumerated() {
            let facts = try facts(of: content)
            try insert.run(
                .integer(row), .integer(Int64(number)), .text(facts.state.rawValue),
                .text(facts.format?.rawValue ?? ""), .integer(Int64(facts.byteCount)),
                .integer(Int64(facts.size?.width ?? 0)), .integer(Int64(facts.size?.height ?? 0)),
                .blob(facts.hash?.bytes ?? []), .text(facts.link ?? ""))
        }
    }

    /// The facts of a photo; of one that lies in an album, from the album.
    private func facts(of content: PhotoContent) throws -> PhotoFacts {
        guard case .away(let hash, _) = content, let picture = try session.picture(hash) else {
            return PhotoFacts(content, using: digest)
        }
        return PhotoFacts(ofPicture: picture, hash: hash)
    }
}
