import ArgumentParser
import ContactModel
import Glibc

/// The character set named by `import --charset`.
enum ImportCharset: ExpressibleByArgument {
    case page(CodePage)
    /// One of several bytes a character, by the name that the C library has for it.
    case system(String)

    /// The names that people and programs have for each, in lower case and without what joins their
    /// parts.
    private static let spellingsBySystemName = [
        "CP932": ["shiftjis", "sjis", "xsjis", "mskanji", "cp932", "windows31j"],
        "EUC-JP": ["eucjp", "xeucjp"], "ISO-2022-JP": ["iso2022jp"],
        "GB18030": ["gb18030", "gbk", "xgbk", "cp936", "gb2312", "euccn"],
        "CP950": ["big5", "cnbig5", "xxbig5", "cp950"],
        "CP949": ["euckr", "ksc56011987", "cp949", "uhc", "windows949"],
        "CP874": ["windows874", "cp874", "tis620"],
    ]

    /// Reads a name as it is spelled anywhere; nil for one that is not known, here or to the system.
    init?(argument: String) {
        if let page = CodePage(spelled: argument) {
            self = .page(page)
            return
        }
        let word = String(argument.lowercased().filter { $0.isLetter || $0.isNumber })
        guard
            let name = Self.spellingsBySystemName.first(where: { $0.value.contains(word) })?.key,
            CharsetConverter(from: name) != nil
        else { return nil }
        self = .system(name)
    }

    /// The usual names; those of iso-8859 that stand beside are read as the page of Windows that has the same
    /// letters and more.
    static let allValueStrings =
        CodePage.allCases.map(\.rawValue) + ["iso-8859-1", "iso-8859-8", "iso-8859-9"]
        + [
            "shift_jis", "euc-jp", "iso-2022-jp", "gb18030", "gbk", "gb2312", "big5", "euc-kr",
            "windows-874",
        ]

    /// For one who reads lines.
    var told: ToldCharset {
        switch self {
        case .page(let page): .page(page)
        case .system(let name):
            .system(name: name) { bytes in
                guard let converter = CharsetConverter(from: name) else { return bytes }
                return converter.feed(bytes) + converter.finish()
            }
        }
    }

    /// For a text that comes in pieces: what turns each into UTF-8, and what is left at the end.
    var conversion: (feed: ([UInt8]) -> [UInt8], end: () -> [UInt8]) {
        switch self {
        case .page(let page): return ({ page.inUTF8($0) }, { [] })
        case .system(let name):
            guard let converter = CharsetConverter(from: name) else { return ({ $0 }, { [] }) }
            return ({ converter.feed($0) }, { converter.finish() })
        }
    }
}

/// Text of another character set that becomes UTF-8, by the C library.
final class CharsetConverter {
    private let handle: iconv_t
    /// The beginning of a character whose rest is still to come.
    private var rest: [UInt8] = []

    /// No character of any set has more bytes, with what shifts to it.
    private static let mostCharacterBytes = 16
    private static let outputBytes = 65_536
    private static let replacement = Array("\u{FFFD}".utf8)

    /// Begins a text; nil for a set that the C library does not know, or has no file for.
    init?(from name: String) {
        guard let handle = iconv_open("UTF-8", name), Int(bitPattern: handle) != -1 else {
            return nil
        }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// The next piece, cut anywhere.
    ///
    /// - Returns: What it says, in UTF-8; what is no character is replaced.
    func feed(_ bytes: [UInt8]) -> [UInt8] {
        var input = rest + bytes
        rest = []
        var text: [UInt8] = []
        var output = [UInt8](repeating: 0, count: Self.outputBytes)
        var start = 0
        while start < input.count {
            let (read, written, reason) = convert(&input, from: start, into: &output)
            text += output.prefix(written)
            start += read
            switch reason {
            case 0, E2BIG: continue
            case EINVAL where input.count - start < Self.mostCharacterBytes:
                rest = Array(input[start...])
                return text
            default:
                text += Self.replacement
                start += 1
            }
        }
        return text
    }

    /// Ends the text.
    ///
    /// - Returns: A replacement for a character that is cut off.
    func finish() -> [UInt8] {
        defer { rest = [] }
        return rest.isEmpty ? [] : Self.replacement
    }

    private func convert(
        _ input: inout [UInt8], from start: Int, into output: inout [UInt8]
    ) -> (read: Int, written: Int, reason: Int32) {
        input.withUnsafeMutableBytes { input in
            output.withUnsafeMutableBytes { output in
                var from = input.baseAddress.map {
                    ($0 + start).assumingMemoryBound(to: CChar.self)
                }
                var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
                var (left, room) = (input.count - start, output.count)
                errno = 0
                let reason = iconv(handle, &from, &left, &to, &room) == -1 ? errno : 0
                return (input.count - start - left, output.count - room, reason)
            }
        }
    }
}
