import ChangeLog
import ContactModel
import Testing

@testable import RelationshipPractice

/// Pages hold what strangers wrote: names, words, addresses.
@Suite struct PageTests {
    private static let hostile = "<script>alert('1')</script>\" onload=\"x & \u{202E}\\N"

    private func item(_ kind: EntityKind, _ fields: [FieldName: String], id: UInt128 = 1) -> Item {
        var item = Item(id: EntityID(value: id), kind: kind)
        for (field, text) in fields {
            item.put(FieldValue.text(text), in: field, .register)
        }
        return item
    }

    private func profile(_ fields: [FieldName: String], audience: String = "") -> Profile {
        Profile(me: [item(.me, fields)], offers: [], audience: audience)
    }

    /// Markup that a page may have, and no other.
    private func expectHarmless(
        _ page: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(!page.contains("<script"), sourceLocation: sourceLocation)
        #expect(!page.contains("\" onload"), sourceLocation: sourceLocation)
        #expect(!page.contains("javascript:"), sourceLocation: sourceLocation)
        #expect(!page.contains("\u{202E}"), sourceLocation: sourceLocation)
    }

    @Test func `Whatever was typed is text on the page, and nothing is loaded or run`() {
        var fields: [FieldName: String] = [:]
        for (field, _) in Profile.questions { fields[field] = Self.hostile }
        let offer = item(.offer, [.text: Self.hostile, .url: Self.hostile], id: 2)
        let page = Profile(me: [item(.me, fields)], offers: [offer])
            .html(picture: "data:image/png;base64,AAAA")
        expectHarmless(page)
        #expect(page.contains("&lt;script&gt;"))
        #expect(page.contains("default-src 'none'"))
        for word in ["<link", "@import", "url(", "src=\"http", "<iframe"] {
            #expect(!page.contains(word), "\(word)")
        }
    }

    @Test func `Only addresses of the web become links`() {
        #expect(HTMLText.link("javascript:alert(1)") == "javascript:alert(1)")
        #expect(!profile([.url: "JavaScript:alert(1)"]).html().contains("<a "))
        #expect(
            HTMLText.link("https://example.org/?a=1&b=\"2\"")
                == "<a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\">"
                + "example.org/?a=1&amp;b=&quot;2&quot;</a>")
        #expect(!profile([.email: "a@b?subject=x y"]).html().contains("mailto:"))
    }

    @Test func `A variant has the answers and offers for its audience, the others do not`() {
        let me = [
            item(.me, [.name: "Ada", .value: "usual"]),
            item(.me, [.audience: "Investors", .value: "special"], id: 2),
        ]
        let offers = [
            item(.offer, [.text: "for all"], id: 3),
            item(.offer, [.text: "numbers", .audience: "press, Investors"], id: 4),
        ]
        let usual = Profile(me: me, offers: offers)
        #expect(usual.value == "usual" && !usual.isVariant)
        #expect(usual.offers.map(\.text) == ["for all"])
        let special = Profile(me: me, offers: offers, audience: " investors ")
        #expect(special.value == "special" && special.name == "Ada" && special.isVariant)
        #expect(special.offers.map(\.text) == ["for all", "numbers"])
        let press = Profile(me: me, offers: offers, audience: "press")
        #expect(press.value == "usual" && press.offers.count == 2)
        #expect(!Profile(me: me, offers: offers, audience: "friends").isVariant)
    }

    @Test func `Minutes, ceilings, limits and what others offer are on no page`() {
        var foreign = item(.offer, [.text: "a foreign boat"], id: 3)
        foreign.put(
            EntityID(value: 9).bytes, in: .person, .register)
        let profile = Profile(
            me: [item(.me, [.name: "Ada", .budget: "4711", .ceiling: "815"])],
            offers: [item(.offer, [.text: "a saw", .limits: "not for Bob"], id: 2), foreign])
        let card = String(decoding: profile.vCard(), as: UTF8.self)
        for page in [profile.html(), profile.markdown, card] {
            #expect(page.contains("a saw"))
            for secret in ["foreign", "not for Bob", "4711", "815"] {
                #expect(!page.contains(secret), "\(secret)")
            }
        }
    }

    @Test func `The card escapes its values and folds within 75 octets, never inside a character`()
    {
        let card = profile([
            .name: "Åsa; Lind, \\ \nEND:VCARD", .who: String(repeating: "å→", count: 60),
            .url: "https://example.org/\r\nNOTE:x",
        ]).vCard()
        #expect(String(validating: card, as: UTF8.self) != nil)
        let lines = card.split(separator: 10).map { $0.dropLast() }
        #expect(lines.allSatisfy { $0.count <= 75 })
        let text = String(decoding: card, as: UTF8.self)
        #expect(text.contains("FN:Åsa\\; Lind\\, \\\\ \\nEND:VCARD\r\n"))
        #expect(text.contains("URL:https://example.org/NOTE:x\r\n"))
        #expect(lines.count { $0.elementsEqual("END:VCARD".utf8) } == 1)
        let folded = lines.map { String(decoding: $0, as: UTF8.self) }
        #expect(folded.allSatisfy { !$0.contains("\u{FFFD}") })
    }

    @Test func `Markdown has what was typed as text`() {
        let page = profile([
            .name: "# <b>", .value: "*a* [b](c) & `d`", .proofs: "1. one; - two; + three",
            .interests: "tides, maps & charts",
        ]).markdown
        #expect(page.hasPrefix("# \\# \\<b\\>\n"))
        #expect(page.contains("> \\*a\\* \\[b\\](c) \\& \\`d\\`\n"))
        #expect(page.contains("- 1\\. one\n- \\- two\n- \\+ three\n"))
        #expect(page.contains("tides, maps \\& charts\n"))
    }

    @Test func `The report draws every measure, with all text escaped`() {
        let measures = [
            Measure(
                "well", Self.hostile, parts: [(Self.hostile, 3), ("none", 0)], why: Self.hostile),
            Measure("trend", "By quarter.", parts: [("2025 Q1", 2), ("2025 Q2", 4)], why: "why"),
            Measure("new one", "Later.", parts: [], why: "why"),
        ]
        let page = MeasureReport.html(measures, day: CivilDay(number: 20_000))
        expectHarmless(page)
        #expect(page.contains("Further measures") && page.contains("new one"))
        #expect(page.contains("<rect class=\"fill\" width=\"100.0\" height=\"10\"/>"))
        #expect(page.contains("2025 Q1: 2") && page.contains("2024-10-04"))
        #expect(page.contains("prefers-color-scheme: dark") && page.contains("@media print"))
    }
}
