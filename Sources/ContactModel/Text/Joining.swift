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
}
