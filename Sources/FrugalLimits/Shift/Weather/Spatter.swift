import FrugalTensor

/// Drops on the lens where blurred noise is above a threshold: bright water that is added, or dark mud that covers.
struct Spatter: PictureChange {
    /// What the drops are of.
    enum Liquid {
        case water
        case mud

        /// Pale turquoise and mud brown, as in CIFAR-10-C.
        var colour: Colour {
            switch self {
            case .water: Colour(red: 175 / 255, green: 238 / 255, blue: 238 / 255)
            case .mud: Colour(red: 63 / 255, green: 42 / 255, blue: 20 / 255)
            }
        }

        /// The mud of MNIST-C on gray pictures; for water the luma of the colour.
        var gray: Float {
            switch self {
            case .water: colour.luma
            case .mud: 63 / 255
            }
        }
    }

    /// Mean and deviation of the noise, in parts of the full scale, and deviation of its blur in pixels.
    let mean: Float
    let deviation: Float
    let blur: Float
    /// Above it there is a drop.
    let threshold: Float
    /// Mud: the blur of the drops in pixels. Water: their strength, in parts of the full scale.
    let last: Float
    let liquid: Liquid

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        var drops = Planes(height: picture.height, width: picture.width, channels: 1, filledWith: mean)
        stream.addNormals(to: &drops.samples, deviation: deviation)
        drops.blur(deviation: blur)
        let threshold = threshold
        drops.update { $0 > threshold ? 1 : 0 }
        let colour = liquid.colour
        let tints = picture.channels == 3 ? [colour.red, colour.green, colour.blue] : [liquid.gray]
        switch liquid {
        case .mud:
            drops.blur(deviation: last)
            // The rim of a drop is cut off, so that mud has a hard edge.
            drops.update { $0 < 0.8 ? 0 : $0 }
            cover(&picture, with: drops, tints: tints)
        case .water:
            drops.blur(deviation: Self.waterRim)
            brighten(&picture, with: drops, tints: tints)
        }
    }

    /// Hides the picture by as much as there is of a drop.
    private func cover(_ picture: inout Planes, with drops: Planes, tints: [Float]) {
        let area = picture.area
        for (channel, tint) in tints.enumerated() {
            for place in 0..<area {
                let share = drops.samples[place]
                let sample = picture.samples[channel * area + place]
                picture.samples[channel * area + place] = sample * (1 - share) + tint * share
            }
        }
    }

    /// Adds the drops to the picture.
    private func brighten(_ picture: inout Planes, with drops: Planes, tints: [Float]) {
        let area = picture.area
        for (channel, tint) in tints.enumerated() {
            for place in 0..<area { picture.samples[channel * area + place] += drops.samples[place] * last * tint }
        }
    }

    /// How soft the rim of water is, in pixels. Ours: the original shades it by edges, distances and an emboss filter.
    private static let waterRim: Float = 0.5
}
