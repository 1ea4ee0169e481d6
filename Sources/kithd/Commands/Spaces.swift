import ArgumentParser
import ChangeLog
import SyncProtocol
import SyncServer

/// `kithd space`.
struct Space: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "space",
        abstract: "Spaces of teams.",
        subcommands: [SpaceAdd.self, SpaceList.self, SpaceRename.self, SpaceRemove.self])
}

/// `kithd space add`.
struct SpaceAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make a team space; `kithd member add` lets people in.",
        discussion: """
            Example:
              kithd space add team
            """)

    @Argument(help: "The space's name.")
    var name: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    func run() throws {
        try data.administer(makesFolder: true).addSpace(name)
        output.print(
            [("space", .text(name))], else: "Made the space \(Output.visible(name)).")
    }
}

/// `kithd space list`.
struct SpaceList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the spaces, their sizes and members.")

    @OptionGroup var data: DataOptions
    @OptionGroup var list: ListOptions

    func run() throws {
        let spaces = try data.inspect().spaces()
        list.print(
            "spaces",
            spaces.map { space in
                [
                    ("id", .text(space.id.description)), ("name", .text(space.name)),
                    ("changes", .number(space.position)), ("members", .members(space.members)),
                ]
            }, empty: "There is no space yet; `kithd space add NAME` makes one.")
    }
}

/// `kithd member`.
struct Member: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "member",
        abstract: "Who takes part in a team space, and as what.",
        subcommands: [MemberAdd.self, MemberList.self, MemberSet.self, MemberRemove.self])
}

/// `kithd member add`.
struct MemberAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Let a user into a team space.",
        discussion: """
            Who is in already keeps the role, with exit code 5: `kithd member set` changes it.

            Example:
              kithd member add team ada --role editor
            """)

    @OptionGroup var member: MemberOptions

    @Option(name: .long, help: "owner, editor or viewer.")
    var role = "editor"

    func run() throws {
        let role = Role(rawValue: role)
        try member.data.administer().addMember(member.user, to: member.space, as: role)
        member.tell(role)
    }
}

/// `kithd member list`.
struct MemberList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List who takes part in the team spaces, and as what.",
        discussion: """
            Examples:
              kithd member list
              kithd member list team --json
            """)

    @Argument(help: "One space; all of them unless told.")
    var space: String?

    @OptionGroup var data: DataOptions
    @OptionGroup var list: ListOptions

    func run() throws {
        let spaces = try data.inspect().spaces()
        if let space, !spaces.contains(where: { $0.name == space }) {
            throw ServerStorageError.unknownSpace(name: space)
        }
        let rows = spaces.filter { space == nil || $0.name == space }.flatMap { space in
            space.members.map { member in
                [
                    (name: "space", cell: ListCell.text(space.name)),
                    (name: "user", cell: .text(member.user)),
                    (name: "role", cell: .text("\(member.role)")),
                ]
            }
        }
        list.print("members", rows, empty: "Nobody is in; `kithd member add SPACE USER` lets in.")
    }
}

/// `kithd member set`.
struct MemberSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change a member's role.",
        discussion: """
            It lets nobody in: exit code 1 says that the user is no member.

            Example:
              kithd member set team ada --role viewer
            """)

    @OptionGroup var member: MemberOptions

    @Option(name: .long, help: "owner, editor or viewer.")
    var role: String

    func run() throws {
        let role = Role(rawValue: role)
        try member.data.administer().setRole(of: member.user, in: member.space, to: role)
        member.tell(role)
    }
}

/// `kithd member rm`.
struct MemberRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm",
        abstract: "Take a user out of a team space.",
        discussion: """
            What the user's machines hold already stays on them. Exit code 1 says that the user \
            was no member.

            Example:
              kithd member rm team ada
            """)

    @OptionGroup var member: MemberOptions

    func run() throws {
        try member.data.administer().removeMember(member.user, from: member.space)
        member.tell(nil)
    }
}

/// A user in a space.
struct MemberOptions: ParsableArguments {
    @Argument(help: "The space.")
    var space: String

    @Argument(help: "The user.")
    var user: String

    @OptionGroup var data: DataOptions
    @OptionGroup var output: OutputOptions

    /// Says which role the user has now; nil is none.
    func tell(_ role: Role?) {
        let what = role.map { "is \($0.rawValue) of" } ?? "is no member any more of"
        let next = role == nil ? "." : "; `kith sync` on a machine of that user brings it."
        output.print(
            [
                ("space", .text(space)), ("user", .text(user)),
                ("role", .text(role?.rawValue ?? "")),
            ], else: "\(Output.visible(user)) \(what) \(Output.visible(space))\(next)")
    }
}

/// `kithd doctor`.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check the data folder: the file, the chains, and the state of every space.",
        discussion: """
            Heads that do not follow from the log are made anew, unless the log or the file is \
            damaged. Exit code 6 says that something was wrong.

            A damaged file is not mended here: stop `kithd serve`, and `kithd recover FILE` brings \
            a backup back; the machines send what it lacks. Without a backup begin anew in an \
            empty folder with `kithd user add`: the machines join it (`kith join`) and send what \
            they hold with `kith sync`.

            Examples:
              kithd doctor --data /srv/kith
              kithd doctor --json
            """)

    @OptionGroup var data: DataOptions
    @OptionGroup var list: ListOptions

    func run() throws {
        let findings = try data.inspect().examine()
        list.print(
            "findings",
            findings.map { finding in
                [("good", .flag(finding.isGood)), ("detail", .text(finding.detail))]
            }, titled: false, empty: "")
        if findings.contains(where: { !$0.isGood }) {
            throw ServerStorageError.damaged(detail: "see above")
        }
    }
}
