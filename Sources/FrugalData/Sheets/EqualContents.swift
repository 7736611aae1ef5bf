/// Finds pictures that are the same, sample for sample.
struct EqualContents {
    /// The pictures of each content that occurs more than once, in the order of the first of them.
    let groups: [[Int]]
    private let digests: [SHA256.Digest]

    init(_ images: LabelledImages) {
        let size = images.pictureSize
        let digests = images.pixels.withUnsafeBufferPointer { pixels in
            (0..<images.count).map {
                SHA256.digest(of: UnsafeBufferPointer(rebasing: pixels[($0 * size)..<(($0 + 1) * size)]))
            }
        }
        self.digests = digests
        groups = Dictionary(grouping: 0..<images.count) { digests[$0] }.values.filter { $0.count > 1 }
            .sorted { $0[0] < $1[0] }
    }

    /// Pictures of `first` that also occur in `second`.
    func shared(_ first: [Int], _ second: [Int]) -> [Int] {
        let other = Set(second.map { digests[$0] })
        return first.filter { other.contains(digests[$0]) }
    }
}

extension LabelledImages {
    /// The pictures of `first` that occur, sample for sample, in `second` as well: what leaks from one part of a split
    /// into another.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) for an index out of range.
    public func shared(_ first: [Int], _ second: [Int]) throws -> [Int] {
        if let bad = (first + second).first(where: { $0 < 0 || $0 >= count }) {
            throw DataError(.invalidArgument, "there is no picture \(bad) among \(count)")
        }
        return EqualContents(self).shared(first, second)
    }
}
