import Foundation
import Testing

/// What a page looks like to somebody who reads it, measured in the browser.
struct PageReading: Decodable {
    /// Text and how it stands on what is behind it.
    struct Contrast: Decodable {
        let text: String
        let ratio: Double
    }

    /// Text and how high its letters are, in pixels of the screen.
    struct Size: Decodable {
        let text: String
        let pixels: Double
    }

    let windowWidth: Double
    let contentWidth: Double
    /// What reaches beyond the right edge and cannot be scrolled to by itself.
    let beyond: [String]
    /// What is hardest to read.
    let faintest: Contrast?
    let smallest: Size?
    let textCount: Int

    /// Reads the page that is open.
    ///
    /// - Throws: ``ProgramFailure``, or what decoding throws.
    init(_ page: BrowserPage) throws {
        let answer = try #require(try page.evaluate(Self.script) as? String)
        self = try JSONDecoder().decode(PageReading.self, from: Data(answer.utf8))
    }

    /// Ratios are those of WCAG 2.2, success criterion 1.4.3.
    private static let script = #"""
        (() => {
          const numbers = text => { const n = (text.match(/[\d.]+/g) || []).map(Number);
            return n.length < 3 ? null : n.length < 4 ? [...n, 1] : n; };
          const over = (top, under) => [0, 1, 2].map(i => top[i] * top[3] + under[i] * (1 - top[3]));
          const light = c => { const [r, g, b] = c.map(v => { v /= 255;
            return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p);
            return (x + 0.05) / (y + 0.05); };
          const paper = matchMedia('(prefers-color-scheme: dark)').matches
            && !matchMedia('print').matches ? [18, 18, 18] : [255, 255, 255];
          const behind = element => {
            const shape = element.ownerSVGElement && element.closest('.node')
              ?.querySelector('path, polygon, ellipse');
            const layers = shape ? [numbers(getComputedStyle(shape).fill)] : [];
            for (let e = element; e; e = e.parentElement) {
              layers.push(numbers(getComputedStyle(e).backgroundColor)); }
            return layers.filter(c => c && c[3] > 0).reverse()
              .reduce((under, top) => over(top, under), paper); };
          const scrolls = element => { for (let e = element.parentElement; e; e = e.parentElement) {
            if (e !== document.body && e !== document.documentElement
              && ['auto', 'scroll'].includes(getComputedStyle(e).overflowX)) return true; }
            return false; };
          const elements = [...document.querySelectorAll('*')].filter(e => e.getClientRects().length
            && !['title', 'style', 'head'].includes(e.tagName.toLowerCase()));
          const texts = elements.filter(e => [...e.childNodes].some(
            n => n.nodeType === 3 && n.data.trim()));
          let faintest = null, smallest = null;
          for (const e of texts) {
            const style = getComputedStyle(e), text = e.textContent.trim().slice(0, 40);
            const ink = numbers(e.ownerSVGElement ? style.fill : style.color);
            const back = behind(e);
            const value = ratio(over(ink, back), back);
            if (!faintest || value < faintest.ratio) faintest = { text, ratio: value };
            const scale = e.getScreenCTM ? e.getScreenCTM().a : 1;
            const pixels = parseFloat(style.fontSize) * scale;
            if (!smallest || pixels < smallest.pixels) smallest = { text, pixels };
          }
          const edge = innerWidth + 1;
          const beyond = elements.filter(e => e.getBoundingClientRect().right > edge && !scrolls(e))
            .map(e => e.tagName + ' ' + e.textContent.trim().slice(0, 40));
          return JSON.stringify({ windowWidth: innerWidth,
            contentWidth: document.documentElement.scrollWidth, beyond: beyond.slice(0, 5),
            faintest, smallest, textCount: texts.length });
        })()
        """#
}
