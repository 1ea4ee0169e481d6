/// A heap that gives its least element first.
struct BinaryHeap<Element: Comparable> {
    private var elements: [Element] = []

    /// The least element; nil when there is none.
    var minimum: Element? { elements.first }

    /// Adds an element.
    mutating func insert(_ element: Element) {
        elements.append(element)
        var index = elements.count - 1
        while index > 0, elements[index] < elements[(index - 1) / 2] {
            elements.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    /// Takes the least element out; nil when there is none.
    mutating func removeMinimum() -> Element? {
        guard let first = elements.first else { return nil }
        let last = elements.removeLast()
        guard !elements.isEmpty else { return first }
        elements[0] = last
        var index = 0
        while true {
            let left = 2 * index + 1
            guard left < elements.count else { break }
            let right = left + 1
            let child = right < elements.count && elements[right] < elements[left] ? right : left
            guard elements[child] < elements[index] else { break }
            elements.swapAt(index, child)
            index = child
        }
        return first
    }
}
