/// How a sum of what was written down becomes a figure from 0 to 100 that never runs away.
///
/// The twentieth coffee says less than the second: sum / (sum + half).
package enum Saturation {
    /// The sum that comes to 50, as two touches of the deepest kind (``Touch/deepest``) do.
    ///
    /// Our choice: no source gives a scale; with it one real talk shows and ten do not fill it.
    package static let half = Double(2 * Touch.deepest)

    /// The figure for a sum of at least 0.
    package static func score(of sum: Double) -> Int {
        Int((100 * (1 - 1 / (1 + sum / half))).rounded())
    }
}
