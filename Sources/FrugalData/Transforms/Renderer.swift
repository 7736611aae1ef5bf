import FrugalTensor

/// A pipeline made ready for pictures of one size: sizes checked, tables computed, scratch memory at hand.
///
/// It is used by one thread at a time, and never leaves the function that made it.
final class Renderer {
    private let transforms: [Transform]
    private let stages: [(height: Int, width: Int)]
    private let channels: Int
    private let table: [Float]
    private let fill: [UInt8]
    /// Two halves between which a picture goes back and forth.
    private let scratch: UnsafeMutablePointer<UInt8>
    private let half: Int

    /// The size of what comes out.
    let height: Int
    let width: Int
    /// Numbers that one picture becomes.
    var outputCount: Int { height * width * channels }

    init(_ pipeline: Pipeline, height: Int, width: Int, channels: Int) throws {
        stages = try pipeline.stages(height: height, width: width, channels: channels)
        transforms = pipeline.transforms
        self.channels = channels
        self.height = stages[stages.count - 1].height
        self.width = stages[stages.count - 1].width
        table = pipeline.normalisation.table
        fill = pipeline.normalisation.meanColour
        half = transforms.isEmpty ? 0 : (stages.map { $0.height * $0.width }.max() ?? 0) * channels
        scratch = .allocate(capacity: max(1, half * 2))
    }

    deinit { scratch.deallocate() }

    /// Writes the numbers of one picture to `out`, which has room for `outputCount`, channels innermost.
    func render(
        _ picture: UnsafePointer<UInt8>, random: RandomStream, into out: UnsafeMutablePointer<Float>
    ) throws {
        var random = random
        var view = PixelView(base: picture, height: stages[0].height, width: stages[0].width, channels: channels)
        for (step, transform) in transforms.enumerated() {
            let target = scratch + (step & 1) * half
            try apply(transform, to: view, into: target, size: stages[step + 1], &random)
            view = PixelView(
                base: UnsafePointer(target), height: stages[step + 1].height, width: stages[step + 1].width,
                channels: channels)
        }
        normalise(view, into: out)
    }

    private func apply(
        _ transform: Transform, to view: PixelView, into out: UnsafeMutablePointer<UInt8>,
        size: (height: Int, width: Int), _ random: inout RandomStream
    ) throws {
        switch transform {
        case .resize(_, _, let filter):
            try resizeSamples(
                view.base, height: view.height, width: view.width, channels: channels, into: out, height: size.height,
                width: size.width, filter: filter)
        case .centreCrop:
            view.crop(
                top: (view.height - size.height) / 2, left: (view.width - size.width) / 2, height: size.height,
                width: size.width, into: out)
        case .quarterTurns(let turns):
            view.turn(turns, into: out)
        case .padCrop(let padding):
            let down = random.below(2 * padding + 1) - padding
            view.shift(down: down, right: random.below(2 * padding + 1) - padding, into: out)
        case .horizontalFlip:
            if random.next() >> 63 == 1 {
                view.mirror(into: out)
            } else {
                out.update(from: view.base, count: view.count)
            }
        case .cutout(let size):
            let row = random.below(view.height)
            view.cutOut(size: size, row: row, column: random.below(view.width), fill: fill, into: out)
        case .randomQuarterTurns:
            view.turn(random.below(4), into: out)
        case .rotate(let degrees):
            view.map(AffineMap(degrees: random.uniform(in: -degrees...degrees)), into: out)
        case .affine(let degrees, let stretch, let slant, let shift):
            let map = AffineMap(
                degrees: random.uniform(in: -degrees...degrees),
                scale: random.uniform(in: (1 - stretch)...(1 + stretch)),
                slant: random.uniform(in: -slant...slant), down: random.uniform(in: -shift...shift),
                right: random.uniform(in: -shift...shift))
            view.map(map, into: out)
        }
    }

    private func normalise(_ view: PixelView, into out: UnsafeMutablePointer<Float>) {
        table.withUnsafeBufferPointer { table in
            guard let table = table.baseAddress else { return }
            if channels == 1 {
                for place in 0..<view.count { out[place] = table[Int(view.base[place])] }
                return
            }
            for pixel in 0..<(view.height * view.width) {
                let place = pixel * 3
                out[place] = table[Int(view.base[place])]
                out[place + 1] = table[256 + Int(view.base[place + 1])]
                out[place + 2] = table[512 + Int(view.base[place + 2])]
            }
        }
    }
}
