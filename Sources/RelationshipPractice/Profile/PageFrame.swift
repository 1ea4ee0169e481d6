/// The frame that all pages share: one file, no scripts, nothing loaded from elsewhere.
enum PageFrame {
    /// A whole page.
    ///
    /// - Parameters:
    ///   - title: As text.
    ///   - style: Further rules, after those of all pages.
    ///   - body: As markup.
    /// - Returns: The page.
    static func html(title: String, style: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <meta http-equiv="Content-Security-Policy" content="\(policy)">
        <title>\(HTMLText.escaped(title))</title>
        <style>
        \(sharedStyle)
        \(style)
        </style>
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }

    private static let policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"

    private static let sharedStyle = """
        :root { --paper: #fbfaf7; --card: #fff; --ink: #22262b; --faint: #5d6570; \
        --line: #e2dfd8; --accent: #1f6f63; --bar: #2f8f80; --track: #ebe8e1; }
        @media screen and (prefers-color-scheme: dark) { :root { --paper: #14171a; --card: #1d2125; \
        --ink: #e6e4df; --faint: #a0a7af; --line: #32383e; --accent: #6fcabb; --bar: #4fb3a2; \
        --track: #2b3136; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); \
        font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", "DejaVu Sans", \
        sans-serif; overflow-wrap: anywhere; }
        a { color: var(--accent); }
        h1 { font-size: 1.9rem; line-height: 1.15; margin: 0; }
        h2 { font-size: 1.05rem; margin: 0 0 .4rem; color: var(--accent); }
        p { margin: .2rem 0; }
        @media print { :root { --paper: #fff; --card: #fff; --ink: #000; --faint: #444; \
        --line: #bbb; --accent: #14544a; --bar: #2f8f80; --track: #eee; } \
        * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } \
        @page { size: A4; margin: 14mm; } a { text-decoration: none; } body { font-size: 10.5pt; } }
        """
}
