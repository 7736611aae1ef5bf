import FrugalTensor

/// Flakes from thresholded noise, enlarged and smeared as they fall, over a picture that is grayer and whiter.
struct Snow: PictureChange {
    /// Mean and deviation of the noise, in parts of the full scale.
    let mean: Float
    let deviation: Float
    /// How much larger than a pixel a flake is.
    let enlargement: Float
    /// Below this there is no flake.
    let threshold: Float
    /// The smear, within 45 degrees of the vertical.
    let smear: MotionBlur
    /// How much of the picture is kept beside its whitened form.
    let pictureShare: Float

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let flakes = layer(height: picture.height, width: picture.width, using: &stream)
        let gray = picture.luma().samples
        let area = picture.area
        for channel in 0..<picture.channels {
            for place in 0..<area {
                let sample = picture.samples[channel * area + place]
                let whitened = max(sample, gray[place] * 1.5 + 0.5)
                // The layer is added a second time upside down, so that flakes fall in two layers.
                picture.samples[channel * area + place] =
                    pictureShare * sample + (1 - pictureShare) * whitened + flakes[place] + flakes[area - 1 - place]
            }
        }
    }

    /// One layer of flakes, a plane of samples from 0 to 1.
    private func layer(height: Int, width: Int, using stream: inout RandomStream) -> [Float] {
        var noise = Planes(height: height, width: width, channels: 1, filledWith: mean)
        stream.addNormals(to: &noise.samples, deviation: deviation)
        var flakes = Planes(height: height, width: width, channels: 1)
        noise.addEnlarged(by: enlargement, to: &flakes.samples)
        let threshold = threshold
        flakes.update { $0 < threshold ? 0 : min($0, 1) }
        smear.smear(&flakes, degrees: Float(stream.uniform(in: -135 ... -45)))
        return flakes.samples
    }
}
