/// Seeds that failed once, each with its cause; they are played first.
enum FoundSeeds {
    static let all: [UInt64] = [
        // Two copies of a machine parted within a transaction of one of them; the run of the other
        // begins there, and was refused as cut instead of as a fork.
        274
    ]
}
