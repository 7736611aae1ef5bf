import FrugalTensor

extension Pipeline {
    /// Pictures as a tensor of shape `[indices.count, channels, height, width]`, channels innermost in memory.
    ///
    /// - Parameters:
    ///   - seed: the seed of the random transforms, usually that of the run.
    ///   - epoch: how often the data were gone through before; each time other transforms are drawn.
    /// - Throws: `DataError` (`.invalidArgument`) for an index out of range or a transform that does not fit.
    public func tensor(_ images: LabelledImages, indices: [Int], seed: UInt64 = 0, epoch: Int = 0) throws -> Tensor {
        if let bad = indices.first(where: { $0 < 0 || $0 >= images.count }) {
            throw DataError(.invalidArgument, "there is no picture \(bad) among \(images.count)")
        }
        let renderer = try Renderer(self, height: images.height, width: images.width, channels: images.channels)
        return try images.pixels.withUnsafeBufferPointer { pixels in
            try tensor(count: indices.count, renderer, channels: images.channels) { slot, out in
                guard let base = pixels.baseAddress else { return }
                let random = RandomStream(
                    seed: seed, stream: UInt64(bitPattern: Int64(epoch)), UInt64(bitPattern: Int64(indices[slot])))
                try renderer.render(base + indices[slot] * images.pictureSize, random: random, into: out)
            }
        }
    }

    /// Pictures of any sizes as a tensor of shape `[images.count, channels, height, width]`; after the transforms they
    /// must have the same size. Random transforms depend on the place of a picture in the list.
    ///
    /// - Throws: `DataError` (`.invalidArgument`) for an empty list, sizes that differ at the end, or other channels than
    ///   the normalisation has.
    public func tensor(_ images: [Image], seed: UInt64 = 0) throws -> Tensor {
        guard let first = images.first else { throw DataError(.invalidArgument, "there are no pictures") }
        let size = try outputSize(height: first.height, width: first.width, channels: first.channels)
        let sample = try Renderer(self, height: first.height, width: first.width, channels: first.channels)
        return try tensor(count: images.count, sample, channels: first.channels) { slot, out in
            let image = images[slot]
            let renderer =
                image.height == first.height && image.width == first.width && image.channels == first.channels
                ? sample : try Renderer(self, height: image.height, width: image.width, channels: image.channels)
            guard (renderer.height, renderer.width) == size else {
                throw DataError(
                    .invalidArgument,
                    "pictures become \(size.height)x\(size.width) and \(renderer.height)x\(renderer.width)",
                    remedy: "Let the pipeline begin with a resize")
            }
            try image.pixels.withUnsafeBufferPointer { pixels in
                guard let base = pixels.baseAddress else { return }
                let random = RandomStream(seed: seed, stream: 0, UInt64(slot))
                try renderer.render(base, random: random, into: out)
            }
        }
    }

    private func tensor(
        count: Int, _ renderer: Renderer, channels: Int, render: (Int, UnsafeMutablePointer<Float>) throws -> Void
    ) throws -> Tensor {
        let (total, overflow) = count.multipliedReportingOverflow(by: renderer.outputCount)
        guard !overflow, total <= 1 << 33 else {
            throw DataError(.tooLarge, "\(count) pictures of \(renderer.outputCount) numbers do not fit in memory")
        }
        let storage = FloatStorage(count: total)
        try storage.fill { base in
            for slot in 0..<count { try render(slot, base + slot * renderer.outputCount) }
        }
        // Rows of channels in memory, channels before rows in name: the layout that convolutions are fastest in.
        return Tensor(
            viewing: storage.bytes, shape: [count, renderer.height, renderer.width, channels], dtype: .float32,
            owner: storage
        ).permuted([0, 3, 1, 2])
    }
}
