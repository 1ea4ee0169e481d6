/// The words of all cards, each with a small number: equal words are compared as numbers.
struct WordBook {
    private var numbersByWord: [String: Int32] = [:]
    private(set) var words: [String] = []
    private(set) var letters: [[Unicode.Scalar]] = []

    /// The number of a word; a new word gets the next one.
    mutating func number(of word: String) -> Int32 {
        if let known = numbersByWord[word] { return known }
        let number = Int32(truncatingIfNeeded: words.count)
        numbersByWord[word] = number
        words.append(word)
        letters.append(Array(word.unicodeScalars))
        return number
    }

    /// The numbers of several words, each once, in their order; empty words are left out.
    mutating func numbers(of words: [String]) -> [Int32] {
        var result: [Int32] = []
        for word in words where !word.isEmpty {
            let number = number(of: word)
            if !result.contains(number) { result.append(number) }
        }
        return result
    }

    /// The word of a number; empty for a number it never gave.
    func word(_ number: Int32) -> String {
        words.indices.contains(Int(number)) ? words[Int(number)] : ""
    }

    /// Its letters; none for a number it never gave.
    func letters(of number: Int32) -> [Unicode.Scalar] {
        letters.indices.contains(Int(number)) ? letters[Int(number)] : []
    }
}
