import ArgumentParser
import Crypto

@main
struct Kith: AsyncParsableCommand {
    func run() async throws { print(SHA256.hash(data: [1])) }
}
