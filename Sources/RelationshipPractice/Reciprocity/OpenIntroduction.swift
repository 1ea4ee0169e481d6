package import ChangeLog
package import ContactModel

/// Two people I wanted to bring together and of whom one said yes: whoever agreed waits, for what is
/// mine to do next (practice S0-5, S2-8).
package struct OpenIntroduction: Hashable, Sendable {
    /// The party whose turn it is.
    package enum Turn: Hashable, Sendable {
        /// Both agreed.
        case bringTogether
        /// The other was never asked.
        case ask
        /// The other was asked and has not answered: nobody is pressed (practice S0-11).
        case wait
        /// It comes to nothing, and whoever agreed should hear of it.
        case tell
    }

    package let item: Item
    /// Who said yes.
    package let willing: EntityID
    package let other: EntityID
    package let turn: Turn

    /// Reads an introduction; nil of one that is over, that nobody agreed to, and of those whom one lets
    /// rest for some time.
    ///
    /// - Parameters:
    ///   - item: An item of the kind `intro`.
    ///   - peace: Why somebody is left in peace; nil when they are not.
    package init?(_ item: Item, peace: (EntityID) -> Peace?) {
        guard item.kind == .intro, !item.isOver, let a = item.entity(.a), let b = item.entity(.b)
        else { return nil }
        let agreed = [(a, item.text(.aSays)), (b, item.text(.bSays))].filter { $0.1 == "yes" }
            .map(\.0)
        guard let willing = agreed.first(where: { peace($0) == nil }) else { return nil }
        let other = willing == a ? b : a
        switch (peace(other), willing == a ? item.text(.bSays) : item.text(.aSays)) {
        case (.muted, _): return nil
        case (.died, _), (.saidNo, _), (.retired, _), (_, "no"): turn = .tell
        case (_, "yes"): turn = .bringTogether
        case (_, "asked"): turn = .wait
        default: turn = .ask
        }
        self.item = item
        self.willing = willing
        self.other = other
    }

    /// Whether it is for me to do something, rather than for the one who was asked.
    package var isMine: Bool { turn != .wait }

    /// How it stands.
    ///
    /// - Parameter name: The name of one of the two.
    /// - Returns: A sentence without its mark.
    package func sentence(_ name: (EntityID) -> String) -> String {
        let (one, two) = (name(willing), name(other))
        return switch turn {
        case .bringTogether: "\(one) and \(two) both said yes to meeting each other"
        case .ask: "\(one) said yes to meeting \(two), who was not asked yet"
        case .wait: "\(one) said yes to meeting \(two), who has not answered"
        case .tell: "\(one) said yes to meeting \(two), and it will not be"
        }
    }

    /// The advice, with the command that says that it was followed.
    ///
    /// - Parameter name: The name of one of the two.
    /// - Returns: What one does, then the command.
    package func remedy(_ name: (EntityID) -> String) -> String {
        let id = Concern.short(item.id)
        let side: FieldName = other == item.entity(.a) ? .aSays : .bSays
        return switch turn {
        case .bringTogether: "bring them together, then: kith done \(id)"
        case .ask: "ask \(name(other)), then: kith set \(id) \(side.rawValue)=asked"
        case .wait: "let it be, or tell \(name(willing)): kith done \(id) declined"
        case .tell: "tell \(name(willing)), then: kith done \(id) declined"
        }
    }

    /// Those of a book that wait, by what was written down first.
    package static func all(in book: PracticeBook) -> [OpenIntroduction] {
        book.items(.intro).filter { intro in
            [FieldName.a, .b].compactMap(intro.entity).allSatisfy { !book.isGone($0) }
        }.compactMap { OpenIntroduction($0, peace: book.peace) }
    }
}

extension Concern {
    /// Introductions that somebody agreed to and that were not made (practice S0-5, S2-8).
    static func openIntroductions(_ book: PracticeBook) -> [Concern] {
        OpenIntroduction.all(in: book).map { intro in
            let says = [FieldName.aSays, .bSays].map {
                "\($0.rawValue)=\(intro.item.text($0))"
            }
            return Concern(
                .introduction, intro.willing, intro.sentence(book.name) + ".",
                remedy: intro.remedy(book.name), reasons: [says.joined(separator: ", ")])
        }
    }
}

extension ItemFault {
    /// Nobody is brought together with who said no or died (practice S0-11); what was made while they
    /// lived stays as it is.
    ///
    /// - Parameters:
    ///   - item: As it is to be.
    ///   - before: As it was; nil of a new one.
    ///   - person: What is known of somebody: the name, and why they are left in peace.
    /// - Returns: What forbids it; nil when nothing does.
    /// - Throws: What `person` throws.
    package static func ofPeace(
        _ item: Item, before: Item?, person: (EntityID) throws -> (name: String, peace: Peace?)?
    ) rethrows -> ItemFault? {
        guard item.kind == .intro, item.text(.status) != "declined" else { return nil }
        let isMade = item.text(.status) == "made" && before?.text(.status) != "made"
        for side in [FieldName.a, .b] {
            let isNew = before.map { $0.entity(side) != item.entity(side) } ?? true
            guard isMade || isNew, let id = item.entity(side), let known = try person(id) else {
                continue
            }
            switch known.peace {
            case .died, .saidNo:
                return .leftInPeace("\(known.name) \(known.peace?.sentence ?? "")")
            case .retired, .muted, nil: continue
            }
        }
        return nil
    }
}
