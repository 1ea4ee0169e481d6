extension [String] {
    /// The elements one after the other, with the separator between them.
    ///
    /// The standard library's looks for proofs of conformance among all there are, in every process
    /// anew; this does not (decision 6).
    package func joined(separator: String = "") -> String {
        var text = ""
        for (index, element) in enumerated() {
            if index > 0 { text += separator }
            text += element
        }
        return text
    }

    /// The elements as people read a list: one that has a comma stands in quotes, or it would read as two.
    package func listed(separator: String = ", ") -> String {
        map { $0.utf8.contains(UInt8(ascii: ",")) ? "“\($0)”" : $0 }.joined(separator: separator)
    }
}
