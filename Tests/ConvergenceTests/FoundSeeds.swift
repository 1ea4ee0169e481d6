/// Seeds that failed once, each with its cause; they are played first.
enum FoundSeeds {
    static let all: [UInt64] = []
}
