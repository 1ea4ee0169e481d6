package import ChangeLog
import ContactModel

/// My people and the ties between them, to be drawn: `kith map`.
package struct NetworkMap: Hashable, Sendable {
    /// Somebody on the map.
    package struct Person: Hashable, Sendable {
        package let id: EntityID
        package let name: String
        /// Empty without one.
        package let tier: String
        package let touches: Int

        package init(id: EntityID, name: String, tier: String, touches: Int) {
            self.id = id
            self.name = name
            self.tier = tier
            self.touches = touches
        }

        /// Whether I know this person myself, and not through others only.
        var isMine: Bool { !tier.isEmpty || touches > 0 }
    }

    /// A tie between two people of the map, drawn once.
    package struct Tie: Hashable, Sendable {
        package let first: EntityID
        package let second: EntityID
        /// 1 to 100.
        package let strength: Int
        /// The relation, such as sister; empty when it is not said.
        package let text: String

        package init(first: EntityID, second: EntityID, strength: Int, text: String) {
            self.first = first
            self.second = second
            self.strength = strength
            self.text = text
        }
    }

    package let people: [Person]
    /// Between people of the map only.
    package let ties: [Tie]

    private static let tiers = ["focus", "close", "active", "wide", "", "rest"]

    /// Keeps the nearest people, by tier, then by touches, and the ties among them.
    package init(people: [Person], ties: [Tie], limit: Int = .max) {
        let kept = people.sorted { left, right in
            let ranks = [left, right].map { Self.tiers.firstIndex(of: $0.tier) ?? 4 }
            return (ranks[0], right.touches, left.name, left.id)
                < (ranks[1], left.touches, right.name, right.id)
        }.prefix(max(limit, 0))
        let ids = Set(kept.map(\.id))
        self.people = Array(kept)
        self.ties = ties.filter { ids.contains($0.first) && ids.contains($0.second) }
    }

    /// Up to so many ties are drawn as curves round the names: technical.
    ///
    /// Graphviz takes a second for these and ten for twice as many; straight lines are drawn at once.
    private static let mostCurves = 300

    private var splines: String { ties.count > Self.mostCurves ? "line" : "true" }

    /// The map in the DOT language of Graphviz.
    package var dot: String {
        var text = """
            graph kith {
              graph [layout=sfdp overlap=prism overlap_scaling=-3 splines=\(splines) K=0.9 \
            outputorder=edgesfirst bgcolor=transparent fontname="Helvetica,Arial,sans-serif" pad=0.3];
              node [shape=box style="rounded,filled" fontname="Helvetica,Arial,sans-serif" \
            fontsize=11 margin="0.10,0.05" height=0.3 color="#8a8f94" fillcolor="#f1efe9"];
              edge [color="#9aa0a6"];

            """
        for person in people {
            let tier = person.isMine ? (person.tier.isEmpty ? "none" : person.tier) : "far"
            text += """
                  "\(person.id)" [label="\(Self.quoted(person.name))" class="tier-\(tier)" \
                fillcolor="\(Self.colours[tier] ?? "#f1efe9")" \
                tooltip="\(Self.quoted(Self.words(person)))"];

                """
        }
        for tie in ties {
            let width = 1 + tie.strength / 25
            text += """
                  "\(tie.first)" -- "\(tie.second)" [weight=\(width) penwidth=\(width) \
                tooltip="\(Self.quoted(tie.text.isEmpty ? "strength \(tie.strength)" : tie.text))"];

                """
        }
        return text + "}\n"
    }

    /// The map as GraphML, for Gephi, yEd, NetworkX and igraph.
    package var graphML: String {
        var text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
              <key id="name" for="node" attr.name="name" attr.type="string"/>
              <key id="tier" for="node" attr.name="tier" attr.type="string"/>
              <key id="touches" for="node" attr.name="touches" attr.type="int"/>
              <key id="strength" for="edge" attr.name="weight" attr.type="int"/>
              <key id="relation" for="edge" attr.name="relation" attr.type="string"/>
              <graph id="kith" edgedefault="undirected">

            """
        for person in people {
            text += """
                    <node id="p\(person.id)"><data key="name">\(HTMLText.escaped(person.name))</data>\
                <data key="tier">\(HTMLText.escaped(person.tier))</data>\
                <data key="touches">\(person.touches)</data></node>

                """
        }
        for tie in ties {
            text += """
                    <edge source="p\(tie.first)" target="p\(tie.second)">\
                <data key="strength">\(tie.strength)</data>\
                <data key="relation">\(HTMLText.escaped(tie.text))</data></edge>

                """
        }
        return text + "  </graph>\n</graphml>\n"
    }

    /// The drawing of Graphviz, with colours for light and dark and as wide as there is room.
    ///
    /// - Returns: The drawing as it is when it has no `svg` element.
    package static func styled(svg: String) -> String {
        guard let (head, _) = split(svg, at: "<svg "), let figure = figure(svg: svg) else {
            return svg
        }
        return head + figure
    }

    /// The `svg` element of what Graphviz drew, styled, to stand in a page; nil without one.
    ///
    /// It takes the room there is, but never so little that names cannot be read.
    static func figure(svg: String) -> String? {
        guard let (_, rest) = split(svg, at: "<svg "), let (_, body) = split(rest, at: ">")
        else { return nil }
        let attributes = rest.prefix(rest.utf8.count - body.utf8.count - 1)
        let size = attribute("width", attributes).map {
            "display:block;margin:0 auto;max-width:\($0);min-width:calc(\($0) * 0.7)"
        }
        let viewBox = attribute("viewBox", attributes) ?? "0 0 100 100"
        return """
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
            viewBox="\(viewBox)" width="100%" style="\(size ?? "")">
            <style>\(style)</style>
            """ + body
    }

    private static func split(
        _ text: String, at mark: String
    ) -> (head: String, rest: String)? {
        let bytes = Array(text.utf8)
        let wanted = Array(mark.utf8)
        guard bytes.count >= wanted.count,
            let start = (0...bytes.count - wanted.count).first(where: {
                bytes[$0..<$0 + wanted.count].elementsEqual(wanted)
            })
        else { return nil }
        return (
            String(decoding: bytes[..<start], as: UTF8.self),
            String(decoding: bytes[(start + wanted.count)...], as: UTF8.self)
        )
    }

    private static func attribute(_ name: String, _ text: Substring) -> String? {
        guard let (_, rest) = split(String(text), at: name + "=\"") else { return nil }
        return String(rest.prefix { $0 != "\"" })
    }

    /// A text inside double quotes of DOT: a backslash and an ampersand mean something in labels.
    private static func quoted(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "&": result += "&amp;"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += " "
            case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func words(_ person: Person) -> String {
        guard person.isMine else { return "\(person.name): known through others" }
        let tier = person.tier.isEmpty ? "no tier" : person.tier
        return "\(person.name): \(tier), \(Counted.text(person.touches, "touch", "touches"))"
    }

    static let colours = [
        "focus": "#1f6f63", "close": "#6fb8ac", "active": "#b5ddd6", "wide": "#e3efec",
        "far": "#ffffff",
    ]

    private static let style = """
        .node text, .node path { stroke-width: 1 } .node text { fill: #22262b } \
        .tier-focus path { fill: #1f6f63 } .tier-focus text { fill: #fff } \
        .tier-far path { stroke-dasharray: 3 2 } \
        @media screen and (prefers-color-scheme: dark) { svg { background: #14171a } \
        .edge path { stroke: #59616a } .node path { stroke: #4a525a; fill: #262b30 } \
        .node text { fill: #e6e4df } .tier-focus path { fill: #4fb3a2 } \
        .tier-focus text { fill: #0d1513 } .tier-close path { fill: #2d6e65 } \
        .tier-active path { fill: #24504a } .tier-wide path { fill: #213735 } }
        """
}
