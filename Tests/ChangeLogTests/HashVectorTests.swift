import ChangeLog
import TestSupport
import Testing

@Suite struct HashVectorTests {
    struct Chain: Decodable {
        struct Given: Decodable {
            let space: String
            let replica: String
            let changes: [Item]
        }
        /// The bytes of a change, or the digest of erased ones.
        struct Item: Decodable {
            private enum CodingKeys: CodingKey { case erased }

            let bytes: String?
            let erased: String?

            init(from decoder: any Decoder) throws {
                // A text in most places, an object for what is erased.
                bytes = try? decoder.singleValueContainer().decode(String.self)
                erased =
                    bytes == nil
                    ? try decoder.container(keyedBy: CodingKeys.self)
                        .decode(String.self, forKey: .erased) : nil
            }
        }
        let given: Given
        let expect: [String]
    }

    struct Log: Decodable {
        struct Given: Decodable {
            let space: String
            let epoch: String
            let replica: String
            let sequence: String
            let chain: String
        }
        let given: Given
        let expect: [String]
    }

    @Test func `LOG-4, LOG-11: the chain of an author, erased or not, is that of the vectors`()
        throws
    {
        for vector in try GoldenVectors<Chain>.read("chain") {
            let space = try #require(SpaceID(hexadecimal: vector.given.space))
            let replica = try #require(ReplicaID(hexadecimal: vector.given.replica))
            var chain = ChainHash(seedOf: replica, in: space, using: .sha256)
            var hashes = [chain.digest.description]
            for change in vector.given.changes {
                let digits = try #require(change.bytes ?? change.erased)
                let bytes = try #require(Hexadecimal.decode(digits))
                let digest = ContentDigest(bytes: bytes)
                let content: ChangeContent? =
                    change.bytes == nil ? digest.map { .erased($0) } : .bytes(bytes)
                let known = try #require(content)
                chain = chain.extended(by: known.digest(using: .sha256), using: .sha256)
                hashes.append(chain.digest.description)
            }
            #expect(hashes == vector.expect)
        }
    }

    @Test func `SYNC-4: the hash over the server's log is that of the vectors`() throws {
        for vector in try GoldenVectors<Log>.read("log-hash") {
            let space = try #require(SpaceID(hexadecimal: vector.given.space))
            let epoch = try #require(EpochID(hexadecimal: vector.given.epoch))
            let start = LogHash(seedOf: epoch, in: space, using: .sha256)
            let dot = Dot(
                replica: try #require(ReplicaID(hexadecimal: vector.given.replica)),
                sequence: try #require(UInt64(vector.given.sequence)))
            let digest = try #require(Hexadecimal.decode(vector.given.chain))
            let chain = ChainHash(digest: try #require(ContentDigest(bytes: digest)))
            let next = start.extended(by: dot, chain: chain, using: .sha256)
            #expect([start, next].map { Hexadecimal.encode($0.bytes) } == vector.expect)
        }
    }

    struct Album: Decodable {
        let given: String
        let expect: String
    }

    @Test func `PHOTO-1: the album of a space is that of the vectors`() throws {
        for vector in try GoldenVectors<Album>.read("albums") {
            let space = try #require(SpaceID(hexadecimal: vector.given))
            #expect(space.album(using: .sha256).description == vector.expect)
        }
    }
}
