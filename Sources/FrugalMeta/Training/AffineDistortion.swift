import Foundation
import FrugalTensor
import FrugalTrack

/// Small random affine maps of pictures, one for each: the usual distortion of handwriting, for training only.
///
/// Bilinear; what comes from outside is 0, the paper. Works on tensors, so that a batch needs no way over bytes.
public struct AffineDistortion: Codable, Sendable, Hashable {
    /// The largest turn either way.
    public var degrees: Double
    /// The largest stretch of each axis either way, as a share.
    public var stretch: Double
    /// The largest slant either way, as a share.
    public var slant: Double
    /// The largest move in each direction, in pixels.
    public var shift: Double

    /// Distortion by up to these amounts.
    public init(degrees: Double = 10, stretch: Double = 0.1, slant: Double = 0.1, shift: Double = 1) {
        self.degrees = degrees
        self.stretch = stretch
        self.slant = slant
        self.shift = shift
    }

    /// Throws where the amounts make no sense.
    func check() throws {
        guard (0...180).contains(degrees), (0..<1).contains(stretch), (0...1).contains(slant),
            (0...1000).contains(shift)
        else {
            throw FrugalError(.usage, "distortion", "\(self) makes no sense", remedy: "give small positive amounts")
        }
    }

    /// Distorts `[N, C, H, W]`, float32.
    public func callAsFunction(_ pictures: Tensor, using random: inout RandomStream) -> Tensor {
        let (count, channels) = (pictures.size(of: 0), pictures.size(of: 1))
        let (height, width) = (pictures.size(of: 2), pictures.size(of: 3))
        // For each picture, where a pixel comes from: x' = a x + b y + c and y' = d x + e y + f about the middle.
        var maps = [[Float]](repeating: [], count: 6)
        for _ in 0..<count {
            for (place, value) in Self.map(self, using: &random).enumerated() { maps[place].append(Float(value)) }
        }
        let parts = maps.map { Tensor($0, shape: [count, 1]) }
        let (xs, ys) = Self.grid(height: height, width: width)
        let x = parts[0] * xs + parts[1] * ys + parts[2] + (Double(width) - 1) / 2
        let y = parts[3] * xs + parts[4] * ys + parts[5] + (Double(height) - 1) / 2
        let (left, top) = (x.floor(), y.floor())
        let (right, down) = (x - left, y - top)
        let flat = pictures.reshaped(count, channels, height * width)
        // The four neighbours, each with the share of the pixel that it covers.
        let corners = [(0.0, 0.0), (1, 0), (0, 1), (1, 1)].map { dx, dy -> Tensor in
            let (column, row) = (left + dx, top + dy)
            let near = (column.clamped(to: 0...Double(width - 1)), row.clamped(to: 0...Double(height - 1)))
            let inside = (near.0 .== column).to(.float32) * (near.1 .== row).to(.float32)
            let place = (near.1 * Double(width) + near.0).to(.int64)
            let share = (dx == 0 ? 1 - right : right) * (dy == 0 ? 1 - down : down) * inside
            let found = flat.gathered(
                along: 2, at: place.unsqueezed(1).expanded(to: [count, channels, height * width]))
            return found * share.unsqueezed(1)
        }
        return corners.dropFirst().reduce(corners[0], +).reshaped(pictures.shape)
    }

    /// Coordinates of all pixels about the middle, `[1, H * W]` each.
    private static func grid(height: Int, width: Int) -> (x: Tensor, y: Tensor) {
        let places = 0..<(height * width)
        let x = places.map { Float($0 % width) - Float(width - 1) / 2 }
        let y = places.map { Float($0 / width) - Float(height - 1) / 2 }
        return (Tensor(x, shape: [1, places.count]), Tensor(y, shape: [1, places.count]))
    }

    /// The six numbers of a random map.
    private static func map(_ amounts: AffineDistortion, using random: inout RandomStream) -> [Double] {
        func draw(_ bound: Double) -> Double { bound > 0 ? random.uniform(in: -bound...bound) : 0 }
        let angle = draw(amounts.degrees) * .pi / 180
        let (wide, high, slant) = (1 + draw(amounts.stretch), 1 + draw(amounts.stretch), draw(amounts.slant))
        let (sine, cosine) = (sin(angle), cos(angle))
        return [
            wide * cosine, slant - sine * high, draw(amounts.shift), wide * sine, high * cosine, draw(amounts.shift),
        ]
    }
}
