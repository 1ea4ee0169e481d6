package import ChangeLog
import ContactModel

/// Tells which entity each card of one file is, so that every machine gives it the same id.
///
/// - Complexity: Holds 24 bytes a card; cards themselves are not kept.
package struct CardRecognition: Sendable {
    /// Who a card is.
    package struct Identity: Hashable, Sendable {
        package let entity: EntityID
        /// Whether an earlier card of the file was the same in every line that counts.
        package let isRepetition: Bool
        /// A problem to tell, such as a `UID` used twice.
        package let problem: ImportDiagnostic?

        package init(entity: EntityID, isRepetition: Bool, problem: ImportDiagnostic?) {
            self.entity = entity
            self.isRepetition = isRepetition
            self.problem = problem
        }
    }

    private let digest: DigestFunction
    /// The first 64 bits of the digest of what the first card of an entity said.
    ///
    /// A file has few cards of one `UID`; who makes two of them collide harms the own import alone.
    private var contentByEntity: [EntityID: UInt64] = [:]

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
        guard let known = contentByEntity[entity], known != Self.start(of: content) else {
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
        let isRepetition =
            contentByEntity.updateValue(Self.start(of: content), forKey: entity) != nil
        return Identity(entity: entity, isRepetition: isRepetition, problem: problem)
    }

    private static func start(of content: ContentDigest) -> UInt64 {
        UInt64(truncatingIfNeeded: content.leading128 >> 64)
    }
}
