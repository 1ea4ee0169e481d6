package import ChangeLog
import ContactModel

/// Tells which entity each card of one file is, so that every machine gives it the same id.
///
/// - Complexity: Holds two ids a card; cards themselves are not kept.
package struct CardRecognition: Sendable {
    /// Who a card is.
    package struct Identity: Hashable, Sendable {
        package let entity: EntityID
        /// Whether an earlier card of the file was the same in every line that counts.
        package let isRepetition: Bool
        /// A problem to tell, such as a `UID` used twice.
        package let problem: ImportDiagnostic?
    }

    private let digest: DigestFunction
    /// What the first card of an entity said.
    private var contentByEntity: [EntityID: ContentDigest] = [:]

    package init(using digest: DigestFunction) {
        self.digest = digest
    }

    /// Recognises the next card of the file.
    package mutating func identify(_ card: ImportedCard) -> Identity {
        let unfolded = card.lines.map(ContentLine.unfolded)
        let content = CardIdentity.content(of: unfolded, using: digest)
        guard let uid = card.uid else {
            return remember(CardIdentity.entity(content: content), content, problem: nil)
        }
        let entity = CardIdentity.entity(uid: uid, using: digest)
        guard let known = contentByEntity[entity], known != content else {
            return remember(entity, content, problem: nil)
        }
        let other = CardIdentity.entity(repeatedUID: uid, content: content, using: digest)
        return remember(
            other, content,
            problem: ImportDiagnostic(line: card.startLine, problem: .repeatedUID))
    }

    private mutating func remember(
        _ entity: EntityID, _ content: ContentDigest, problem: ImportDiagnostic?
    ) -> Identity {
        let isRepetition = contentByEntity.updateValue(content, forKey: entity) != nil
        return Identity(entity: entity, isRepetition: isRepetition, problem: problem)
    }
}
