import Foundation
import FrugalTensor
import Testing

@testable import FrugalData

@Suite("Batches")
struct BatchesTests {
    private let rows: LabelledRows

    init() throws {
        rows = try LabelledRows(
            values: (0..<46).map(Float.init), width: 2, labels: (0..<23).map { $0 % 2 }, classes: ["a", "b"])
    }

    private func drain(_ iterator: BatchIterator) throws -> [Batch] {
        var iterator = iterator
        var batches: [Batch] = []
        while let batch = try iterator.next() { batches.append(batch) }
        #expect(try iterator.next() == nil)
        return batches
    }

    @Test("Batches come in order with their labels, prepared ahead or not", arguments: [0, 1, 2, 9])
    func order(_ ahead: Int) throws {
        let batches = try Batches(rows, indices: Array(3..<13), size: 4, ahead: ahead)
        #expect(batches.count == 3)
        let drained = try drain(batches.epoch(0))
        #expect(drained.map(\.indices) == [[3, 4, 5, 6], [7, 8, 9, 10], [11, 12]])
        #expect(drained[2].inputs.shape == [2, 2] && drained[2].inputs.floats() == [22, 23, 24, 25])
        #expect(drained[0].labels.ints() == [1, 0, 1, 0])
        #expect(try drain(batches.epoch(0, from: 2)).map(\.indices) == [[11, 12]])
    }

    @Test("A shuffled epoch has every example once, follows the seed, and differs from the next")
    func shuffled() throws {
        let batches = try Batches(rows, size: 5, shuffledWith: 1)
        let first = try drain(batches.epoch(0)).map(\.indices)
        #expect(first.flatMap { $0 }.sorted() == Array(0..<23))
        #expect(first == batches.plan(epoch: 0))
        #expect(try Batches(rows, size: 5, shuffledWith: 1, ahead: 0).plan(epoch: 0) == first)
        #expect(batches.plan(epoch: 1) != first)
        #expect(try Batches(rows, size: 5, shuffledWith: 2).plan(epoch: 0) != first)
        let dropping = try Batches(rows, size: 5, shuffledWith: 1, dropsLast: true)
        #expect(try drain(dropping.epoch(0)).map(\.count) == [5, 5, 5, 5])
    }

    @Test("Pictures come with their transforms, alike on one thread and on two")
    func pictures() throws {
        let images = try randomImages(count: 11, side: 6, channels: 3)
        let pipeline = Pipeline(
            [.padCrop(padding: 1), .horizontalFlip], normalisation: try .fit(images, indices: Array(0..<11)))
        let source = try ImageSource(images, pipeline: pipeline, seed: 3)
        let here = try drain(Batches(source, size: 4, shuffledWith: 3, ahead: 0).epoch(1))
        let ahead = try drain(Batches(source, size: 4, shuffledWith: 3, ahead: 2).epoch(1))
        #expect(here.map { $0.inputs.floats() } == ahead.map { $0.inputs.floats() })
        #expect(here[0].inputs.shape == [4, 3, 6, 6])
        #expect(here[0].labels.ints() == here[0].indices.map { images.labels[$0] })
    }

    @Test("An error of the preparation reaches the loop after the batches before it", arguments: [0, 2])
    func errors(_ ahead: Int) throws {
        var iterator = try Batches(Failing(from: 3), size: 1, ahead: ahead).epoch(0)
        for _ in 0..<3 { #expect(try iterator.next() != nil) }
        #expect(throws: DataError.self) { try iterator.next() }
        #expect(try iterator.next() == nil)
    }

    @Test("Leaving a loop early stops the thread and frees what it held")
    func early() throws {
        weak var probe: Probe?
        let made: Counter
        do {
            let source = Slow()
            probe = source.probe
            made = source.made
            var iterator = try Batches(source, size: 1, ahead: 2).epoch(0)
            _ = try iterator.next()
        }
        let deadline = Date(timeIntervalSinceNow: 10)
        while probe != nil, Date() < deadline { Thread.sleep(forTimeInterval: 0.005) }
        #expect(probe == nil)
        #expect(made.value <= 5)
    }

    @Test("Sizes and indices that make no sense are refused")
    func refused() {
        #expect(throws: DataError.self) { try Batches(rows, size: 0) }
        #expect(throws: DataError.self) { try Batches(rows, indices: [23], size: 1) }
        #expect(throws: DataError.self) { try Batches(rows, indices: [], size: 1) }
        #expect(throws: DataError.self) { try Batches(rows, size: 24, dropsLast: true) }
        #expect(throws: DataError.self) { try rows.batch([-1]) }
    }
}

private final class Probe: Sendable {}

/// A number that two threads may look at.
private final class Counter: @unchecked Sendable {
    private let lock = NSLock()
    private var count = 0
    func increment() { lock.withLock { count += 1 } }
    var value: Int { lock.withLock { count } }
}

/// A source that could go on for ever.
private struct Slow: BatchSource {
    let probe = Probe()
    let made = Counter()
    var count: Int { 1_000_000 }

    func batch(_ indices: [Int], epoch: Int) throws -> Batch {
        made.increment()
        return Batch(inputs: Tensor([Float(0)], shape: [1]), labels: Tensor([0]), indices: indices)
    }
}

/// A source whose examples from a certain one on cannot be had.
private struct Failing: BatchSource {
    let from: Int
    var count: Int { 10 }

    func batch(_ indices: [Int], epoch: Int) throws -> Batch {
        if indices[0] >= from { throw DataError(.malformed, "example \(indices[0]) is broken") }
        return Batch(inputs: Tensor([Float(0)], shape: [1]), labels: Tensor([0]), indices: indices)
    }
}
