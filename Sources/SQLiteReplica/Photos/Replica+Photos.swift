package import ChangeLog
import ContactFormats
package import ContactModel
import SQLiteLog

/// One photo of somebody, as lists tell it.
package struct PersonPhoto: Hashable, Sendable {
    package let person: EntityID
    package let name: String
    /// The name of the space in which the card lives.
    package let space: String
    /// From 0, in the order of the card.
    package let number: Int
    package let facts: PhotoFacts
    /// How many people have this very picture; at least 1 for a picture.
    package let sharedBy: Int
}

extension Replica {
    /// Every photo of everybody, by sort name; no picture is read for it.
    ///
    /// - Parameter space: Only people whose card lives there; nil for all.
    /// - Returns: Links and damaged photos too.
    /// - Throws: ``ReplicaError``.
    package func photos(in space: SpaceID? = nil) throws -> [PersonPhoto] {
        try database.read { session in
            try session.statement(
                """
                SELECT \(Session.photoColumns), entity.uuid, person.name, space.name, number,
                    (SELECT count(DISTINCT other.entity) FROM photo AS other
                     WHERE other.hash = photo.hash AND length(photo.hash) > 0)
                FROM photo JOIN person ON person.entity = photo.entity
                JOIN entity ON entity.id = person.entity JOIN space ON space.id = person.space
                WHERE \(PersonRow.isShown) AND (?1 IS NULL OR space.uuid = ?1)
                ORDER BY sort_name, entity.uuid, number
                """
            ).all(space.map { .id($0) } ?? .null) { row in
                PersonPhoto(
                    person: try row.id(7), name: row.text(8), space: row.text(9),
                    number: Int(clamping: row.integer(10)), facts: Session.photo(row),
                    sharedBy: Int(clamping: row.integer(11)))
            }
        }
    }

    /// The photo itself; nil when the card has none of that number any more.
    ///
    /// - Throws: ``ReplicaError``.
    package func photo(_ number: Int, of person: EntityID) throws -> PhotoContent? {
        try database.read { session in
            let photos = try session.cards(ofPerson: person).card.photos
            return photos.indices.contains(number) ? photos[number] : nil
        }
    }

    /// Makes a picture the only photo of one's own card of somebody, or of the card there is.
    ///
    /// - Parameters:
    ///   - picture: The picture.
    ///   - person: Whose photo.
    ///   - space: The name of the space whose card is meant; nil for one's own, if there is one.
    /// - Returns: Where anything was written, and which cards of others keep a photo.
    /// - Throws: ``PictureError/cardTooLarge``, ``ReplicaError``.
    package func setPhoto(
        _ picture: Picture, of person: EntityID, in space: String? = nil
    ) throws -> PhotoPlaces {
        var random = EnvironmentRandom(environment: environment)
        return try editPhotos(of: person, in: space, as: "photo set") { card in
            var editor = CardEditor(card)
            try editor.apply(.setPhoto(picture), using: &random)
            guard editor.card.bytes.count <= CardLimits.maximumCardBytes else {
                throw PictureError.cardTooLarge
            }
            return editor.edits
        } isMeant: { _ in
            true
        }
    }

    /// Takes all photos away from one's own card of somebody, or from the cards there are when one's own
    /// has none.
    ///
    /// - Parameters:
    ///   - person: Whose photos.
    ///   - space: The name of the space whose card is meant.
    /// - Returns: Where anything was written, and which cards of others keep a photo.
    /// - Throws: ``CardEditError/noSuchValue(field:)`` when there is none, ``ReplicaError``.
    @discardableResult
    package func removePhotos(
        of person: EntityID, in space: String? = nil
    ) throws -> PhotoPlaces {
        var random = EnvironmentRandom(environment: environment)
        return try editPhotos(of: person, in: space, as: "photo remove") {
            try CardEditor.edits([.removePhotos], to: $0, using: &random)
        } isMeant: { own in
            !own.photos.isEmpty
        }
    }

    /// Edits one's own card alone where it is meant: a team's photo is the team's.
    private func editPhotos(
        of person: EntityID, in space: String?, as name: String,
        _ edit: (Card) throws -> [CellEdit], isMeant: (Card) -> Bool
    ) throws -> PhotoPlaces {
        var places = PhotoPlaces()
        try perform(name) { session in
            let all = try session.cards(ofPerson: person)
            let own = try all.restricted(to: session.personalSpace())
            let cards =
                if let space {
                    try session.cards(ofPerson: person, in: space)
                } else if let own, isMeant(own.card) {
                    own
                } else {
                    all
                }
            let parts = cards.edits(home: try edit(cards.card))
            let edited = Set(cards.members.map(\.home.id))
            places.edited = parts.filter { !$0.edits.isEmpty }.map(\.space.name)
            for member in all.members
            where !edited.contains(member.home.id) && !member.card.photos.isEmpty {
                places.left.append(member.home.name)
            }
            return parts
        }
        return places
    }
}

/// Where an edit of photos went.
package struct PhotoPlaces: Hashable, Sendable {
    /// The names of the spaces whose cards were edited; none when nothing was written.
    package internal(set) var edited: [String] = []
    /// The names of the spaces whose cards keep the photo that they had.
    package internal(set) var left: [String] = []

    /// Whether anything was written.
    package var isChanged: Bool { !edited.isEmpty }
}

extension Session {
    /// The columns that say what a photo is, in the order in which they are read.
    static let photoColumns = "state, format, bytes, width, height, photo.hash, link"

    /// Reads the columns of ``photoColumns``.
    static func photo(_ row: SQLRow) -> PhotoFacts {
        PhotoFacts(
            state: PhotoFacts.State(rawValue: row.text(0)) ?? .damaged,
            format: ImageFormat(rawValue: row.text(1)), byteCount: Int(clamping: row.integer(2)),
            size: ImageHeader.Size(Int(clamping: row.integer(3)), Int(clamping: row.integer(4))),
            hash: ContentDigest(bytes: row.blob(5)), link: row.text(6).isEmpty ? nil : row.text(6))
    }

    /// The facts of a person's photos, in the order of the card.
    ///
    /// - Throws: `DatabaseError`.
    func photos(ofRow row: Int64) throws -> [PhotoFacts] {
        try statement(
            "SELECT \(Self.photoColumns) FROM photo WHERE entity = ? ORDER BY number"
        ).all(.integer(row)) { Self.photo($0) }
    }
}
