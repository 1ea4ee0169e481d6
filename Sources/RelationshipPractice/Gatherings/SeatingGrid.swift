/// Tables by arithmetic: where it works out, nobody meets anybody twice, and nothing is searched.
///
/// People stand in rows as wide as there are tables. In round r, whoever stands in row i and column
/// a sits at table a + r·i, counted in the field of so many elements:
///
///     two meet in rounds r and s:  a + r·i = b + r·j,  a + s·i = b + s·j
///     hence (r - s)·(i - j) = 0,   r = s or i = j, and people of one row never meet
///
/// That holds for a prime number of tables, or a power of two, with no more rows and rounds than
/// tables; otherwise it is a good place to begin looking (the lines of an affine plane; the
/// constructive seeding of Dotú and Van Hentenryck 2005).
struct SeatingGrid {
    /// The table of each person in each round.
    let seats: [[Int]]

    init(people: Int, tables: Int, rounds: Int) {
        let times: (Int, Int) -> Int
        let plus: (Int, Int) -> Int
        if tables.nonzeroBitCount == 1 {
            times = { Self.product($0 % tables, $1 % tables, below: tables) }
            plus = { $0 ^ $1 }
        } else {
            times = { $0 * $1 % tables }
            plus = { ($0 + $1) % tables }
        }
        var seats = (0..<rounds).map { round in
            (0..<people).map { plus($0 % tables, times(round, $0 / tables)) }
        }
        // A square has one direction more: its rows.
        if people == tables * tables, rounds > tables {
            seats[tables] = (0..<people).map { $0 / tables }
        }
        self.seats = seats
    }

    /// Polynomials that have no factors, by the number of bits of what they divide.
    private static let irreducible = [
        0b10, 0b11, 0b111, 0b1011, 0b10011, 0b100101, 0b1000011, 0b10000011,
    ]

    /// The product in the field of 2, 4, 8 … 128 elements: polynomials over bits.
    private static func product(_ a: Int, _ b: Int, below size: Int) -> Int {
        let modulus = irreducible[min(size.trailingZeroBitCount, irreducible.count - 1)]
        var (factor, rest, sum) = (a, b, 0)
        while rest > 0 {
            if rest & 1 == 1 { sum ^= factor }
            factor <<= 1
            if factor & size != 0 { factor ^= modulus }
            rest >>= 1
        }
        return sum
    }
}
