import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica
import SyncEngine
import SyncProtocol

/// The outcome for one space.
struct SpaceOutcome {
    let space: SpaceSummary
    let report: SyncReport
    /// The changes that may not be sent; nil when all may.
    var unsent: UnsentChanges?
    /// The work done for its photos; nil when there was nothing to do.
    var photos: SyncReport?
    /// Whether it is still to be told that a photo was not taken.
    var tellsRefusal = true

    /// Whether something was kept back that may not be sent.
    var isWithheld: Bool {
        if case .withheld = report.ending { true } else { false }
    }

    /// Why the server, or what is before it, would not take a photo; all the rest is well then.
    var refusalOfPhotos: ProtocolError? {
        guard case .failed(let error) = photos?.ending, error.kind == .tooLarge else { return nil }
        return error
    }

    /// Whether something was sent, received or set right.
    var isNews: Bool {
        Self.isNews(report) || photos.map(Self.isNews) ?? false
    }

    private static func isNews(_ report: SyncReport) -> Bool {
        if report.pushedChanges > 0 || report.pulledChanges > 0 { return true }
        return report.serverWentBackBy > 0 || !report.reissues.isEmpty
            || report.ending == .repaired
    }

    /// The exit code that this outcome asks for.
    var exit: KithExit {
        let exits = [report, photos].compactMap { $0 }.map { exit(of: $0) }
        return exits.max { $0.rawValue < $1.rawValue } ?? .success
    }

    private func exit(of report: SyncReport) -> KithExit {
        switch report.ending {
        case .equal, .repaired, .sent: .success
        case .mismatch: .serverInconsistent
        case .apart, .withheld: .decisionNeeded
        case .failed(let error): KithExit(error)
        }
    }

    /// The sentence about a failure; nil without one.
    var complaint: String? {
        complaint(of: report, space.name)
            ?? photos.flatMap { photos in
                if refusalOfPhotos != nil, !tellsRefusal { return nil }
                return if case .failed(let error) = photos.ending, error.kind == .unknownSpace {
                    "\(space.name): this server keeps no photos yet; they stay here until its "
                        + "kithd is as new as this kith."
                } else {
                    complaint(of: photos, "the photos of \(space.name)")
                }
            }
    }

    private func complaint(of report: SyncReport, _ subject: String) -> String? {
        switch report.ending {
        case .failed(let error): "\(subject): \(error.sentence)"
        case .mismatch:
            "\(subject): both sides hold the same changes and say different things; "
                + "`kith doctor` and `kithd doctor` find the damaged side."
        case .withheld(let count):
            "\(subject): "
                + (unsent?.remedy ?? "\(Counted.text(count, "change")) may not be sent.")
        default: nil
        }
    }

    private var isFailed: Bool {
        if case .failed = report.ending { true } else { false }
    }

    /// The lines that people read.
    var lines: [String] {
        let name = TerminalText.visible(space.name)
        var lines: [String] = []
        switch report.ending {
        case .equal, .sent: lines.append("\(name): \(counts)\(Style.good("equal")).")
        case .repaired: lines.append("\(name): \(counts)repaired here, \(Style.good("equal")).")
        case .apart(let here, let there):
            lines.append(
                "\(name): apart; missing here: \(Counted.text(here, "change")), on the server: \(there)."
            )
        case .mismatch, .failed, .withheld:
            if report.pushedChanges > 0 || report.pulledChanges > 0 {
                lines.append("\(name): \(counts)\(isWithheld ? "up to date" : "not finished").")
            }
        }
        if report.serverWentBackBy > 0 {
            let lost = Counted.text(report.serverWentBackBy, "change")
            lines.append(
                "\(name): the server went back to an older copy; "
                    + (isWithheld
                        ? "it lost \(lost), and you may not send here."
                        : isFailed
                            ? "it lost \(lost), which are still here."
                            : "\(lost) it had lost came back."))
        }
        for reissue in report.reissues {
            lines.append(
                "\(name): this replica was copied or restored, and took a new identity; "
                    + "\(Counted.text(reissue.reissuedChanges, "change")) written again, nothing was "
                    + "lost.")
        }
        if let photos { lines += Self.photoLines(photos, name) }
        return lines
    }

    private static func photoLines(_ report: SyncReport, _ name: String) -> [String] {
        switch report.ending {
        case .apart(let here, let there):
            return ["\(name): photos missing here: \(here), on the server: \(there)."]
        case .sent:
            return [
                "\(name): \(Counted.text(report.pushedChanges, "photo")) sent; those of others come "
                    + "when `kith photo get` asks for one."
            ]
        default:
            guard report.pushedChanges > 0 || report.pulledChanges > 0 else { return [] }
            return [
                "\(name): \(Counted.text(report.pushedChanges, "photo")) sent, "
                    + "\(report.pulledChanges) received."
            ]
        }
    }

    private var counts: String {
        guard report.pushedChanges > 0 || report.pulledChanges > 0 else { return "" }
        return "\(Counted.text(report.pushedChanges, "change")) sent, "
            + "\(report.pulledChanges) received, "
    }

    /// The outcome for programs.
    var json: JSONValue {
        let isFailure = complaint != nil
        return .object([
            ("space", .text(space.name)), ("equal", .bool(report.isEqual)),
            ("sent", .integer(Int64(clamping: report.pushedChanges))),
            ("received", .integer(Int64(clamping: report.pulledChanges))),
            ("requests", .integer(Int64(clamping: report.requestCount))),
            ("photos_sent", .integer(Int64(clamping: photos?.pushedChanges ?? 0))),
            ("photos_received", .integer(Int64(clamping: photos?.pulledChanges ?? 0))),
            ("server_went_back_by", .integer(Int64(clamping: report.serverWentBackBy))),
            ("new_identities", .integer(Int64(clamping: report.reissues.count))),
            ("problem", isFailure ? .optional(complaint) : .null),
        ])
    }
}
