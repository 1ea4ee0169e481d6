import ChangeLog
import ContactModel
import SQLiteLog
import SyncProtocol

/// One thing the doctor looked at.
package struct DoctorFinding: Hashable, Sendable {
    package let subject: String
    package let isGood: Bool
    /// The finding, and what to do when it is not good.
    package let detail: String

    private static let fileSubject = "database file"

    /// The finding about the file itself.
    package static func file(_ problems: [String]) -> DoctorFinding {
        DoctorFinding(
            subject: fileSubject, isGood: problems.isEmpty,
            detail: problems.isEmpty ? "intact" : problems.joined(separator: "; "))
    }

    /// Whether pages of the file are broken, which ``Replica/mend(_:)`` makes anew.
    package var isBrokenFile: Bool { subject == Self.fileSubject && !isGood }
}

extension Replica {
    /// Looks at the file, the chains of the log, and whether heads and projections follow from it.
    ///
    /// Where the log is sound, heads and projections are made anew from it and compared; they are
    /// mended by that.
    ///
    /// - Throws: ``ReplicaError`` when the file cannot be read at all.
    package func examine() throws -> [DoctorFinding] {
        DatabaseFile.removeLeavings(of: folder.database)
        let file = DoctorFinding.file(try database.fileProblems())
        // Of broken pages nothing can be said; ``mend(_:)`` makes them anew.
        guard file.isGood else { return [file] }
        var findings = [file]
        for space in try database.read({ try $0.spacesAndAlbums() }) {
            let log = try examineChains(of: space)
            findings.append(log)
            // Made of a damaged log, the state would be damaged too, and the damage hidden.
            findings.append(log.isGood ? try examineHeads(of: space) : Self.keptState(of: space))
        }
        if try !scrub() {
            findings.append(
                DoctorFinding(
                    subject: "erased data", isGood: false,
                    detail: "remains are left in the file while another kith reads it; run this "
                        + "again"))
        }
        return findings
    }

    /// Recomputes every author's chain hash from the stored bytes.
    private func examineChains(of space: SpaceRow) throws -> DoctorFinding {
        let digest = environment.digest
        var changes = 0
        var broken: [String] = []
        try database.read { session in
            let authors = try session.statement(
                "SELECT id, replica, held, chain FROM author WHERE space = ? AND held > 0"
            ).all(.integer(space.id)) {
                (
                    row: $0.integer(0), id: try $0.id(1) as ReplicaID, held: $0.number(2),
                    chain: $0.blob(3)
                )
            }
            for author in authors {
                var chain = ChainHash(seedOf: author.id, in: space.space, using: digest)
                var last: UInt64 = 0
                try session.statement(
                    """
                    SELECT sequence, bytes, erased, chain FROM change
                    WHERE author = ? ORDER BY sequence
                    """
                ).rows(.integer(author.row)) { row in
                    guard row.number(0) == last + 1 else { return false }
                    let content = try row.content(1).digest(using: digest)
                    chain = chain.extended(by: content, using: digest)
                    guard row.isNull(3) || row.blob(3) == chain.digest.bytes else { return false }
                    last += 1
                    return true
                }
                changes += Int(clamping: last)
                if last != author.held || chain.digest.bytes != author.chain {
                    broken.append(author.id.description)
                }
            }
        }
        return DoctorFinding(
            subject: "log of \(space.name)", isGood: broken.isEmpty,
            detail: broken.isEmpty
                ? "\(Counted.text(changes, "change")), every chain hash fits"
                : "the chain of \(broken.joined(separator: ", ")) is broken; sync from another copy"
        )
    }

    private static func keptState(of space: SpaceRow) -> DoctorFinding {
        DoctorFinding(
            subject: "state of \(space.name)", isGood: false,
            detail: "kept as it is and not compared, because the log is damaged")
    }

    private func examineHeads(of space: SpaceRow) throws -> DoctorFinding {
        let before = try tableDigests(of: space)
        _ = try database.write { session in
            try session.rebuild(ofSpace: space.id, using: environment.digest)
        }
        let isGood = try before == tableDigests(of: space)
        return DoctorFinding(
            subject: "state of \(space.name)", isGood: isGood,
            detail: isGood
                ? "equals what the log amounts to"
                : "differed from what the log amounts to, and was made anew")
    }

    /// Digests of the hash, the heads and what people read of a space.
    private func tableDigests(of space: SpaceRow) throws -> [ContentDigest] {
        try database.read { session in
            try Self.tables.map { query in
                var sum = ContentDigest.zero
                try session.statement(query).rows(.integer(space.id)) { row in
                    sum = environment.digest(sum.bytes + row.blob(0))
                    return true
                }
                return sum
            }
        }
    }

    /// The tables that follow from the log of a space, each row as one text.
    private static let tables = [
        "SELECT hex(state_hash) FROM space WHERE id = ?1",
        """
        SELECT entity || ' ' || field || ' ' || hex(element) || ' ' || author || ' ' || sequence
            || ' ' || verb || ' ' || hex(fingerprint) FROM head
        WHERE author IN (SELECT id FROM author WHERE space = ?1)
        ORDER BY entity, field, element, author, sequence
        """,
        """
        SELECT entity || kind || life || quote(name) || quote(sort_name) || quote(organisation)
            || quote(title) || quote(email) || quote(phone) || quote(tier) || hex(created)
            || ' ' || canonical
        FROM person WHERE space = ?1 ORDER BY entity
        """,
        """
        SELECT search.rowid || quote(search.name) || quote(further_names) || quote(search.organisation)
            || quote(search.title) || quote(contact) || quote(address) || quote(city)
            || quote(region) || quote(country) || quote(place) || quote(tags) || quote(ties)
            || quote(notes) FROM person CROSS JOIN search ON search.rowid = person.entity
        WHERE space = ?1 ORDER BY person.entity
        """,
        """
        SELECT entity || kind || quote(value) FROM contact_value
        WHERE entity IN (SELECT entity FROM person WHERE space = ?1)
        ORDER BY entity, kind, value
        """,
        """
        SELECT entity || ' ' || number || state || format || bytes || ' ' || width || ' ' || height
            || hex(hash) || quote(link) FROM photo
        WHERE entity IN (SELECT entity FROM person WHERE space = ?1) ORDER BY entity, number
        """,
        """
        SELECT hex(hash) || ' ' || entity || ' ' || author || ' ' || sequence FROM picture
        WHERE space = ?1 ORDER BY hash
        """,
        """
        SELECT entity || ' ' || hex(hash) FROM named_picture WHERE space = ?1
        ORDER BY entity, hash
        """,
        """
        SELECT entity || ' ' || field || ' ' || hex(element) FROM conflict WHERE space = ?1
        ORDER BY entity, field, element
        """,
        """
        SELECT entity || hex(about) || at || quote(text) FROM note
        WHERE (SELECT personal FROM space WHERE id = ?1) ORDER BY entity
        """,
        "SELECT hex(replica) || quote(name) FROM machine WHERE ?1 ORDER BY replica",
        "SELECT entity || ' ' || target || ' ' || space FROM alias WHERE ?1 ORDER BY entity, target, space",
        """
        SELECT entity || field || hex(value) FROM overlay
        WHERE (SELECT personal FROM space WHERE id = ?1) ORDER BY entity, field
        """,
        """
        SELECT item.entity || kind || at || ifnull(open_by, '-') || ifnull(field, '') || ifnull(hex(element), '')
            || ifnull(hex(value), '')
        FROM item LEFT JOIN item_value ON item_value.entity = item.entity
        WHERE (SELECT personal FROM space WHERE id = ?1) ORDER BY item.entity, field, element
        """,
        """
        SELECT hex(other) || kind || at || ' ' || entity || field || mark FROM item_link
        WHERE (SELECT personal FROM space WHERE id = ?1) ORDER BY other, kind, at, entity, field
        """,
        """
        SELECT person || ' ' || other || ' ' || source || ' ' || strength
            || ifnull(' ' || until, '') || ifnull(' from ' || since, '') FROM tie
        WHERE (SELECT personal FROM space WHERE id = ?1) ORDER BY person, other, source
        """,
        """
        SELECT entity || ' ' || ifnull(first, '') || ' ' || ifnull(last, '') || ' ' || count || ' '
            || unanswered || ifnull(' ' || tried, '') FROM touched
        WHERE (SELECT personal FROM space WHERE id = ?1) ORDER BY entity
        """,
        """
        SELECT entity || ' ' || at || quote(who) || quote(type) || quote(channel) || quote(text)
        FROM shared_touch WHERE space = ?1 ORDER BY entity
        """,
        """
        SELECT hex(person) || ' ' || entity || ' ' || place FROM shared_touch_person
        WHERE space = ?1 ORDER BY person, entity
        """,
        """
        SELECT entity || quote(manner) || ' ' || ifnull(last, '') || quote(name)
            || ifnull(strength, '') FROM rhythm
        WHERE entity IN (SELECT entity FROM person WHERE space = ?1) ORDER BY entity
        """,
    ]
}
