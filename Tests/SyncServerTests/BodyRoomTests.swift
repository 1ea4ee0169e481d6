import ChangeLog
import SyncProtocol
import TestSupport
import Testing

@testable import SyncServer

/// What bodies in memory may have together.
@Suite struct BodyRoomTests {
    /// A push of a little more than 300 KiB, whose last byte can be kept back.
    private struct Push {
        let connection: RawConnection
        private let body: [UInt8]
        private let head: String

        init(_ device: TestDevice, _ author: inout RunAuthor) throws {
            let run = try author.run(value: [UInt8](repeating: 1, count: 300 << 10))
            body = try SyncRequest.pushing([run]).body(format: .protobuf)
            head = TestServer.head(
                "POST", "/v1/spaces/\(device.space)/sync", [device.authorization],
                bodyBytes: body.count)
            connection = try device.server.connect()
        }

        func sendAllButTheEnd() async {
            await connection.send(head)
            await connection.send(Array(body.dropLast()))
        }

        func sendTheEnd() async { await connection.send(Array(body.suffix(1))) }
    }

    @Test func `a device has room for a few bodies, and again when they are answered`() async throws
    {
        var limits = ServerLimits()
        limits.maximumBodyBytesPerDevice = 400 << 10
        // The first push is not late, however long the others take.
        limits.bodyRateGrace = .seconds(600)
        try await TestServer.run(limits: limits) { server in
            let device = try await server.device()
            let other = try await server.device(of: "bob")
            var (author, second) = (RunAuthor(1, in: device.space), RunAuthor(2, in: device.space))
            var third = RunAuthor(3, in: other.space)
            let push = try Push(device, &author)
            await push.sendAllButTheEnd()
            #expect(try await server.holds(atLeast: 200 << 10))
            let surplus = try Push(device, &second)
            await surplus.sendAllButTheEnd()
            let refusal = await surplus.connection.answer()
            try expectRefusal(refusal, .tooManyRequests)
            #expect(refusal?.headers["retry-after"] == "10")
            // Neither a small push of the same device nor a large one of another is concerned.
            #expect(try await device.check().next.position == 0)
            let value = [UInt8](repeating: 1, count: 300 << 10)
            try await other.push([try third.run(value: value)])
            await push.sendTheEnd()
            #expect(await push.connection.answer()?.status == 200)
            #expect(try await server.holds(atMost: 0))
            var again = RunAuthor(4, in: device.space)
            let late = try Push(device, &again)
            await late.sendAllButTheEnd()
            await late.sendTheEnd()
            #expect(await late.connection.answer()?.status == 200)
        }
    }

    @Test func `a body waits until there is room, and is refused when there is none`() async throws
    {
        var limits = ServerLimits()
        limits.maximumBodyBytesHeld = 400 << 10
        limits.bodyRoomWait = .milliseconds(500)
        try await TestServer.run(limits: limits) { server in
            let device = try await server.device()
            let other = try await server.device(of: "bob")
            var (author, second) = (RunAuthor(1, in: device.space), RunAuthor(2, in: other.space))
            let push = try Push(device, &author)
            await push.sendAllButTheEnd()
            #expect(try await server.holds(atLeast: 200 << 10))
            let waiting = try Push(other, &second)
            await waiting.sendAllButTheEnd()
            let refusal = await waiting.connection.answer()
            try expectRefusal(refusal, .unavailable)
            #expect(refusal?.headers["retry-after"] == "10")
            #expect(try await other.check().next.position == 0)
            await push.sendTheEnd()
            #expect(await push.connection.answer()?.status == 200)
        }
    }

    @Test func `a body that waited for room is stored when others have ended`() async throws {
        var limits = ServerLimits()
        limits.maximumBodyBytesHeld = 400 << 10
        limits.bodyRoomWait = .seconds(60)
        // The first push is not late, however long the others take.
        limits.bodyRateGrace = .seconds(600)
        try await TestServer.run(limits: limits) { server in
            let device = try await server.device()
            let other = try await server.device(of: "bob")
            var (author, second) = (RunAuthor(1, in: device.space), RunAuthor(2, in: other.space))
            let push = try Push(device, &author)
            await push.sendAllButTheEnd()
            #expect(try await server.holds(atLeast: 200 << 10))
            let waiting = try Push(other, &second)
            await waiting.sendAllButTheEnd()
            await waiting.sendTheEnd()
            #expect(await waiting.connection.answer(withinMilliseconds: 400) == nil)
            await push.sendTheEnd()
            for push in [push, waiting] {
                #expect(await push.connection.answer()?.status == 200)
            }
        }
    }

    @Test func `a body that is given up leaves its room`() async throws {
        try await TestServer.run { server in
            let device = try await server.device()
            var author = RunAuthor(1, in: device.space)
            let push = try Push(device, &author)
            await push.sendAllButTheEnd()
            #expect(try await server.holds(atLeast: 200 << 10))
            push.connection.finishSending()
            #expect(try await server.holds(atMost: 0))
        }
    }
}

extension TestServer {
    /// Whether it comes to hold that many bytes of bodies.
    fileprivate func holds(atLeast least: Int = 0, atMost most: Int = .max) async throws -> Bool {
        let end = ContinuousClock.now.advanced(by: .seconds(20))
        while ContinuousClock.now < end {
            if let held = try await metrics()["kithd_held_body_bytes"], held >= least, held <= most
            {
                return true
            }
        }
        return false
    }
}
