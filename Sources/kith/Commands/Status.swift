import ArgumentParser
import ContactFormats
import ContactModel
import SQLiteReplica
import SyncEngine
import SyncProtocol

/// `kith status`.
struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Tell how this replica stands, without asking the server.",
        discussion: """
            Example:
              kith status
            """)

    /// A clock this far from the server's is worth telling.
    static let notableOffsetMilliseconds: UInt64 = 60_000

    @OptionGroup var output: OutputOptions

    func run() throws {
        let status = try Replica.reading().status()
        if output.json {
            write(status)
        } else {
            Terminal.write(lines(of: status).joined(separator: "\n") + "\n")
        }
    }

    private func lines(of status: ReplicaStatus) -> [String] {
        var lines: [String] = []
        if let enrolment = status.enrolment {
            lines.append(
                TerminalText.visible(
                    "\(enrolment.device) of \(enrolment.user) at \(enrolment.url)"))
        } else {
            lines.append("No server yet; everything works without one.")
        }
        if status.enrolment != nil, !status.hasToken {
            lines.append(
                Style.warning(
                    "This machine has no token for it: nothing is sent. `kith join` with a new code "
                        + "lets it in."))
        }
        if let refused = status.refusedMilliseconds {
            lines.append(
                Style.warning(
                    "The server does not let this machine in since \(TimeText.local(refused)): "
                        + "nothing is sent. `kith join` with a new code lets it in again."))
        }
        lines += status.spaces.map(Self.line)
        if status.conflictCount > 0 {
            lines.append(ConflictText.pointer(status.conflictCount))
        }
        if status.awayPhotoCount > 0 { lines.append(Self.away(status)) }
        if status.trashCount > 0 { lines.append("\(status.trashCount) in the trash.") }
        if status.erasedCount > 0 { lines.append(ErasedText.pointer(status.erasedCount)) }
        if status.parkedChanges > 0 {
            lines.append(
                "Kept for a newer kith: \(Counted.text(status.parkedChanges, "change")).")
        }
        if let clock = Self.clock(status) { lines.append(clock) }
        if let report = status.identityReport { lines.append(report) }
        return lines
    }

    private static func line(_ space: SpaceSummary) -> String {
        let changes = space.unsentChanges &- space.unsentPhotos
        let unsent = [
            changes == 0 ? "" : Counted.text(changes, "change"),
            space.unsentPhotos == 0 ? "" : Counted.text(space.unsentPhotos, "photo"),
        ].filter { !$0.isEmpty }.joined(separator: " and ")
        let synced = space.syncedMilliseconds.map { "synced \(TimeText.local($0))" }
        let standing =
            space.role.rawValue.isEmpty
            ? "left: to read only, as of the last sync" : synced ?? "never synced"
        guard !space.isLost else {
            return Style.warning(
                TerminalText.visible(
                    "\(space.name): \(Counted.text(space.peopleCount, "person", "people")), "
                        + "lost by the server: `kith sync --refill` uploads what this machine holds"
                )
            )
        }
        let hint =
            !unsent.isEmpty && !space.role.mayWrite
            ? "; `kith unsent list` says what cannot be sent" : ""
        return TerminalText.visible(
            "\(space.name): \(Counted.text(space.peopleCount, "person", "people")), ")
            + "\(unsent.isEmpty ? "nothing" : unsent) unsent, "
            + standing + hint
    }

    private static func clock(_ status: ReplicaStatus) -> String? {
        guard let offset = status.clockOffsetMilliseconds,
            offset.magnitude > notableOffsetMilliseconds
        else { return nil }
        return Style.warning(
            "This clock is \(Counted.time(milliseconds: offset.magnitude)) "
                + "\(offset > 0 ? "behind" : "ahead of") the server's; kith allows for it when "
                + "edits meet. What is of today is of this clock's day: set it right.")
    }

    private static func away(_ status: ReplicaStatus) -> String {
        let photos = Counted.text(status.awayPhotoCount, "photo")
        return switch status.photoWish {
        case .asked:
            "\(photos) on the server only, as you wished; `kith photo get` or "
                + "`kith sync --photos always` fetches."
        case .always:
            "\(photos) not on this machine yet; a `kith sync` brings what is missing, here or "
                + "where it was added."
        }
    }

    private func write(_ status: ReplicaStatus) {
        JSONOutput.write([
            ("url", .optional(status.enrolment?.url)), ("user", .optional(status.enrolment?.user)),
            ("device", .optional(status.enrolment?.device)),
            ("has_token", .bool(status.hasToken)),
            (
                "refused",
                status.refusedMilliseconds.map { .integer(Int64(clamping: $0)) } ?? .null
            ),
            ("spaces", .array(status.spaces.map(SpaceText.json))),
            ("conflicts", .integer(Int64(status.conflictCount))),
            ("trash", .integer(Int64(status.trashCount))),
            ("erased_by_others", .integer(Int64(status.erasedCount))),
            ("photos", .text(status.photoWish.rawValue)),
            ("photos_away", .integer(Int64(status.awayPhotoCount))),
            ("parked", .integer(Int64(status.parkedChanges))),
            (
                "clock_offset_milliseconds",
                status.clockOffsetMilliseconds.map { .integer($0) } ?? .null
            ),
            ("identity_report", .optional(status.identityReport)),
        ])
    }
}
