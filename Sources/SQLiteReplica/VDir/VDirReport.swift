/// The outcome of mirroring a folder.
package struct VDirReport: Hashable, Sendable {
    /// A file that was left alone, and why.
    package struct Problem: Hashable, Sendable {
        package let file: String
        /// The physical line, from 1.
        package let line: Int
        package let reason: String

        /// A sentence for the person, with the line.
        package var sentence: String { "\(file): line \(line): \(reason); left alone" }
    }

    /// A value of kith that gave way to the file's; both are a conflict.
    package struct Override: Hashable, Sendable {
        package let file: String
        package let property: String

        /// A sentence for the person.
        package var sentence: String {
            "\(file): \(property) was changed on both sides; the file's value stands for now, "
                + "`kith conflicts list` has both"
        }
    }

    /// Properties that a card lost because the program that wrote its file left them out.
    package struct LeftOut: Hashable, Sendable {
        package let file: String
        package let properties: [String]

        /// A sentence for the person.
        package var sentence: String {
            let names = properties.joined(separator: ", ")
            return
                "\(file): \(names) \(properties.count == 1 ? "is" : "are") gone, left out by the "
                + "program that wrote it; `kith history` has what was said, `kith undo` takes "
                + "all of this run back"
        }
    }

    package let path: String
    /// People who came with a new file.
    package internal(set) var added = 0
    /// Cards that got the edits of another program.
    package internal(set) var updated = 0
    /// People put into the trash because their file was removed.
    package internal(set) var trashed = 0
    /// People who came back because their file was edited.
    package internal(set) var restored = 0
    /// People whose card got a `UID` or `FN` with its file, because it had none.
    package internal(set) var completed = 0
    /// Files that were written.
    package internal(set) var written = 0
    /// Files that were removed.
    package internal(set) var removed = 0
    /// Files that another program changed in this moment: the next run looks at them.
    package internal(set) var postponed = 0
    /// People who get a file as soon as their photo is on this machine.
    package internal(set) var waiting = 0
    /// Files of people who were erased that could not be removed, because they were changed.
    package internal(set) var leftOfErased: [String] = []
    package internal(set) var problems: [Problem] = []
    package internal(set) var overrides: [Override] = []
    package internal(set) var leftOut: [LeftOut] = []

    /// Whether anything came in, or went out.
    package var isNews: Bool {
        let came = added > 0 || updated > 0 || trashed > 0 || restored > 0
        return came || written > 0 || removed > 0 || !overrides.isEmpty
    }

    init(path: String) {
        self.path = path
    }
}
