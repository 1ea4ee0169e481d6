import ChangeLog
package import ContactModel

/// Why a form as it was saved cannot be taken; nothing was changed.
package struct FormFailure: KithError, Hashable {
    /// The line at fault, from 1; nil when none is.
    package let line: Int?
    /// The fault, and how to mend it.
    package let advice: String

    package init(line: Int?, advice: String) {
        self.line = line
        self.advice = advice
    }

    package var code: String { "unreadable_form" }

    package var canRetry: Bool { false }

    package var sentence: String {
        let end = advice.hasSuffix("?") ? "" : "."
        return line.map { "Line \($0): \(advice)\(end)" } ?? advice + end
    }

    init(_ failure: YAMLFailure) {
        self.init(line: failure.line, advice: failure.advice)
    }

    init(line: Int, _ advice: String) {
        self.init(line: line, advice: advice)
    }

    /// A refusal of the card's editor, at the line that asked for it.
    package init(_ refusal: FormRefusal, in text: FormReader) {
        let advice = refusal.error.sentence
        self.init(
            line: refusal.place.flatMap { text.lines[$0] },
            advice: advice.hasSuffix(".") ? String(advice.dropLast()) : advice)
    }
}

extension FormText {
    /// The text without the lines that tell of an earlier error.
    package static func withoutMarks(_ text: [UInt8]) -> [UInt8] {
        guard text.starts(with: mark.utf8) || text.contains(.hash) else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: .lineFeed).map { $0 + 1 } ?? text.count
            if !text[start..<end].starts(with: mark.utf8) { result += text[start..<end] }
            start = end
        }
        return result
    }

    /// The text with the failure above the line at fault, or above all lines.
    package static func marked(_ text: [UInt8], with failure: FormFailure) -> [UInt8] {
        let note = Array((mark + YAMLWriter.comment(failure.advice) + "\n").utf8)
        var start = 0
        for _ in 1..<max(failure.line ?? 1, 1) {
            guard let end = text[start...].firstIndex(of: .lineFeed) else { break }
            start = end + 1
        }
        return text[..<start] + note + text[start...]
    }
}

extension YAMLWriter {
    /// A text that may stand in a comment: in one line, all of it visible.
    static func comment(_ text: String) -> String {
        String(
            String.UnicodeScalarView(text.unicodeScalars.map { isVisible($0) ? $0 : " " }))
    }
}
