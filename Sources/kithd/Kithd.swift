import ArgumentParser
import Crypto

@main
struct Kithd: AsyncParsableCommand {
    func run() async throws { print(SHA256.hash(data: [1])) }
}
