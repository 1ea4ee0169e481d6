import ChangeLog
import ContactFormats
import ContactModel
import RelationshipPractice

/// The JSON of `kith gap`.
extension Gap {
    /// A goal.
    static func json(_ gap: GoalGap) -> [(key: String, value: JSONValue)] {
        let seats = gap.seats.map { seat in
            JSONValue.object([
                ("id", .text(seat.id.description)), ("text", .text(seat.text)),
                ("role", .text(seat.role)), ("person", .text(seat.name)),
                ("person_id", .optional(seat.person?.description)),
                ("state", .text(seat.state.rawValue)), ("why", .text(seat.why)),
            ])
        }
        let told = gap.told.map { told in
            JSONValue.object([
                ("id", .text(told.person.description)), ("name", .text(told.name)),
                ("answer", .text(told.answer)),
            ])
        }
        let targets = gap.targets.map { target in
            JSONValue.object([
                ("id", .text(target.id.description)), ("text", .text(target.text)),
                ("person", .text(target.name)),
                ("person_id", .optional(target.person?.description)),
                ("next", .text(target.next)),
            ])
        }
        let untold = gap.untold.map { named($0.person, $0.name) }
        return [
            ("id", .text(gap.goal.description)), ("goal", .text(gap.text)),
            ("overdue_since", .optional(gap.overdue?.description)),
            ("status", .text(gap.status)), ("seats", .array(seats)),
            ("empty_roles", .texts(gap.emptyRoles)),
            ("targets", .array(targets)),
            ("connected", .texts(gap.connected.map(\.name))),
            ("connected_ids", .ids(gap.connected.map(\.person))), ("told", .array(told)),
            ("untold", .array(untold)),
        ]
    }

    /// An area.
    static func json(_ area: AreaCoverage) -> [(key: String, value: JSONValue)] {
        let people = area.people.map { person in
            JSONValue.object([
                ("id", .text(person.id.description)), ("name", .text(person.name)),
                ("closeness", .integer(Int64(person.closeness))),
            ])
        }
        return [
            ("id", .text(area.area.description)), ("area", .text(area.text)),
            ("state", .text(area.state.rawValue)), ("go_to", .optional(area.goTo)),
            ("go_to_id", .optional(area.goToPerson?.description)), ("people", .array(people)),
            ("unknown_organisations", .texts(area.unknownOrganisations.map(\.name))),
            ("unknown_organisation_ids", .ids(area.unknownOrganisations.map(\.id))),
            ("organisations", .array(area.organisations.map(json))),
            ("targets", .texts(area.targets.map(\.text))),
            ("target_ids", .ids(area.targets.map(\.id))), ("why", .texts(area.reasons)),
        ]
    }

    /// A campaign.
    static func json(_ campaign: CampaignProgress) -> [(key: String, value: JSONValue)] {
        let people = campaign.rows.map { row in
            JSONValue.object([
                ("id", .text(row.person.description)), ("name", .text(row.name)),
                ("state", .text(row.state.rawValue)), ("next", .text(row.next)),
                ("stage", .text(row.stage)), ("last", .optional(row.last?.description)),
                ("outcomes", .texts(row.outcomes)),
            ])
        }
        return [
            ("id", .text(campaign.campaign.description)), ("campaign", .text(campaign.text)),
            ("template", .text(campaign.template)), ("people", .array(people)),
            ("steps", .texts(campaign.steps)), ("step_ids", .ids(campaign.stepIDs)),
        ]
    }

    private static func json(_ organisation: AreaOrganisation) -> JSONValue {
        func people(_ found: [AreaOrganisation.Known]) -> JSONValue {
            .array(
                found.map { known in
                    .object([
                        ("id", .text(known.person.description)), ("name", .text(known.name)),
                        ("role", .text(known.role)),
                    ])
                })
        }
        let wanted = organisation.wanted.map { wanted in
            JSONValue.object([
                ("id", .text(wanted.target.description)), ("text", .text(wanted.text)),
            ])
        }
        return .object([
            ("id", .text(organisation.id.description)), ("name", .text(organisation.name)),
            ("known", people(organisation.known)),
            ("identified", people(organisation.identified)), ("wanted", .array(wanted)),
        ])
    }

    private static func named(_ id: EntityID, _ name: String) -> JSONValue {
        .object([("id", .text(id.description)), ("name", .text(name))])
    }
}
