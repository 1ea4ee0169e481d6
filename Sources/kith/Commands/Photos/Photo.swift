import ArgumentParser
import ChangeLog
import ContactFormats
import ContactModel
import SQLiteReplica

/// `kith photo`.
struct Photo: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "photo",
        abstract: "Get, set and list people's photos.",
        subcommands: [
            PhotoGet.self, PhotoSet.self, PhotoRemove.self, PhotoExport.self, PhotoList.self,
        ])
}

/// The words that the commands about photos share.
enum PhotoText {
    /// A photo in JSON, with whose it is.
    static func json(
        _ photo: PersonPhoto, _ members: [(key: String, value: JSONValue)] = []
    ) -> JSONValue {
        .object(
            [
                ("id", .text(photo.person.description)), ("name", .text(photo.name)),
                ("space", .text(photo.space)), ("number", .integer(Int64(photo.number + 1))),
                ("photo", photo.facts.json),
                ("shared_by", .integer(Int64(max(photo.sharedBy, 1)))),
            ] + members)
    }

    /// Where a photo was written, behind a name: nothing when that is one's own book alone.
    static func place(_ places: PhotoPlaces) -> String {
        places.edited == ["personal"]
            ? "" : " in " + TerminalText.visible(places.edited.joined(separator: ", "))
    }

    /// Tells whose photos stay.
    static func tellLeft(_ places: PhotoPlaces) {
        guard !places.left.isEmpty else { return }
        Terminal.note(
            "The photo in \(TerminalText.visible(places.left.joined(separator: ", "))) stays as it was; "
                + "--space names the card that is meant.")
    }

    /// Why a photo that is in the card cannot be had.
    static func damage(of name: String) -> CommandError {
        CommandError(
            exit: .data,
            sentence: "The photo of \(name) is damaged: its base64 cannot be decoded. "
                + "`kith show --raw` has the line, `kith photo set` writes another.")
    }
}
