import FrugalTensor

/// Normal noise on every sample, its standard deviation in parts of the full scale.
struct GaussianNoise: PictureChange {
    let deviation: Float

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        stream.addNormals(to: &picture.samples, deviation: deviation)
    }
}

/// Normal noise whose standard deviation is a share of the sample.
struct SpeckleNoise: PictureChange {
    let deviation: Float

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        stream.addNormals(to: &picture.samples, deviation: deviation) { $0 }
    }
}

/// A share of the samples set to 0 or 1, equally likely. Channels are hit on their own, so that colours appear.
struct ImpulseNoise: PictureChange {
    let share: Double

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        picture.update { sample in
            let draw = stream.uniform()
            if draw >= share { return sample }
            return draw < share / 2 ? 0 : 1
        }
    }
}

/// Samples counted in photons: a Poisson draw of mean `photons` for a white one.
struct ShotNoise: PictureChange {
    let photons: Double

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let poisson = PoissonDraw(largestMean: photons)
        picture.update { sample in
            Float(Double(poisson.draw(mean: Double(sample) * photons, using: &stream)) / photons)
        }
    }
}
