package import ChangeLog

/// Tells a line that went because a file does not say it from one that the person took away.
///
/// A line that is gone is not written again by the file that said it (CARD-7). One that an import
/// or its undo took away is: the `withdrawn` cell of its element is put after the removal.
package enum WithdrawnLine {
    /// Whether a line that is gone may be written again by a file.
    ///
    /// - Parameters:
    ///   - line: The heads of its `line` cell.
    ///   - note: The heads of its `withdrawn` cell.
    /// - Returns: True when the last that happened to the line is that it was withdrawn; false for
    ///   a line that is there.
    package static func isWithdrawn(line: [Head], note: [Head]) -> Bool {
        let said = CellReading(heads: line)
        guard said.shown == nil, let noted = CellReading(greatestOf: note).shown else {
            return false
        }
        return line.allSatisfy { $0.isBeaten(by: noted) }
    }
}

extension CellEdit {
    /// Notes that a line went because a file does not say it; behind the removal of the line.
    ///
    /// - Parameters:
    ///   - element: Of the line.
    ///   - entity: Whose card it was on.
    ///   - kind: Of the entity.
    /// - Returns: A put without value.
    package static func withdraw(
        _ element: ElementID, of entity: EntityID, _ kind: EntityKind
    ) -> CellEdit {
        .put([], in: CellAddress(entity: entity, field: .withdrawn, element: element), of: kind)
    }
}
