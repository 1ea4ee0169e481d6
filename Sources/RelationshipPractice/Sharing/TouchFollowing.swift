package import ChangeLog
import ContactModel

/// The consequence for a team of an edit to a touch that it reads.
package enum TouchFollowing: Hashable, Sendable {
    /// It is of something that the team does not read.
    case nothing
    /// The team is to read these fields as they are now.
    case change(Set<FieldName>)
    /// The team is to read it no more.
    case takeAway
    /// It stays after all, where the team's space disagrees whether it does.
    case keep

    /// Decides by what is written of the touch; that it goes counts more than what it says.
    package init(_ edits: some Collection<CellEdit>) {
        let life = edits.reversed().first { $0.cell.field == .life }?.verb
        let fields = Set(edits.map(\.cell.field)).intersection(SharedTouch.fields)
        switch life {
        case .delete?, .purge?: self = .takeAway
        case .restore? where fields.isEmpty: self = .keep
        default: self = fields.isEmpty ? .nothing : .change(fields)
        }
    }
}
