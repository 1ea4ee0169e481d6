extension QRCode {
    /// The code as an SVG element, dark on white whatever surrounds it, as readers need it.
    ///
    /// - Parameter title: What it holds, for those who cannot see it.
    /// - Returns: One `svg` element.
    package func svg(title: String) -> String {
        let width = size + 2 * Self.quietZone
        var path = ""
        for y in 0..<size {
            var x = 0
            while x < size {
                let start = x
                while x < size, isDark(x, y) { x += 1 }
                if x > start {
                    path +=
                        "M\(start + Self.quietZone) \(y + Self.quietZone)h\(x - start)v1h-\(x - start)z"
                } else {
                    x += 1
                }
            }
        }
        return """
            <svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="0 0 \(width) \(width)" \
            width="\(width * 4)" height="\(width * 4)" role="img" shape-rendering="crispEdges">\
            <title>\(HTMLText.escaped(title))</title>\
            <path fill="#fff" d="M0 0h\(width)v\(width)H0z"/><path fill="#000" d="\(path)"/></svg>
            """
    }

    /// The code in half blocks, two rows a line, for a terminal of any colours.
    ///
    /// Light modules are drawn, since most terminals are dark.
    ///
    /// - Parameter isColoured: Whether to set black on white, which any terminal shows rightly.
    /// - Returns: Lines of text.
    package func blocks(isColoured: Bool) -> String {
        let range = -Self.quietZone..<size + Self.quietZone
        var text = ""
        for y in stride(from: range.lowerBound, to: range.upperBound, by: 2) {
            let line = range.map { x -> String in
                switch (isDark(x, y), isDark(x, y + 1)) {
                case (false, false): "█"
                case (false, true): "▀"
                case (true, false): "▄"
                case (true, true): " "
                }
            }.joined()
            text += isColoured ? "\u{1B}[97;40m\(line)\u{1B}[0m\n" : line + "\n"
        }
        return text
    }
}
