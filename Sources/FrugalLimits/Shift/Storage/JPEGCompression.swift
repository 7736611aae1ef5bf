import FrugalTensor

/// What a picture loses as a baseline JPEG file, without the file: colour at half the resolution, and 8x8 cosine
/// coefficients rounded to steps.
struct JPEGCompression: PictureChange {
    /// From 1 to 100, as the Independent JPEG Group counts.
    let quality: Int

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let area = picture.area
        let lightness = CosineBlocks(steps: JPEGTables.luminance(quality: quality))
        var luma = picture.luma()
        luma.update { ($0 * 255).rounded() - 128 }
        lightness.quantise(&luma)
        luma.update(Self.stored)
        guard picture.channels == 3 else {
            picture.samples = luma.samples.map { ($0 + 128) / 255 }
            return
        }
        let colour = CosineBlocks(steps: JPEGTables.chrominance(quality: quality))
        let gray = picture.luma().samples
        // Blue less lightness and red less lightness, each scaled to the range of a sample (JFIF 1.02).
        let blueness = chroma(of: picture, channel: 2, gray: gray, scale: 255 / 1.772, through: colour)
        let redness = chroma(of: picture, channel: 0, gray: gray, scale: 255 / 1.402, through: colour)
        for place in 0..<area {
            let light = luma.samples[place] + 128
            let (red, blue) = (redness[place], blueness[place])
            picture.samples[place] = (light + 1.402 * red) / 255
            picture.samples[area + place] = (light - 0.714136 * red - 0.344136 * blue) / 255
            picture.samples[2 * area + place] = (light + 1.772 * blue) / 255
        }
    }

    /// One difference of colour through the blocks at half the resolution, and back at the full one.
    private func chroma(
        of picture: Planes, channel: Int, gray: [Float], scale: Float, through blocks: CosineBlocks
    ) -> [Float] {
        let (height, width) = (picture.height, picture.width)
        var half = Planes(height: (height + 1) / 2, width: (width + 1) / 2, channels: 1)
        for row in 0..<half.height {
            let rows = (2 * row, min(2 * row + 1, height - 1))
            for column in 0..<half.width {
                let columns = (2 * column, min(2 * column + 1, width - 1))
                var sum: Float = 0
                for place in [
                    rows.0 * width + columns.0, rows.0 * width + columns.1, rows.1 * width + columns.0,
                    rows.1 * width + columns.1,
                ] {
                    sum += picture.samples[channel * picture.area + place] - gray[place]
                }
                half.samples[row * half.width + column] = (sum / 4 * scale).rounded()
            }
        }
        blocks.quantise(&half)
        half.update(Self.stored)
        return half.doubled(height: height, width: width)
    }

    /// What a decoder keeps of a sample around 0.
    private static func stored(_ sample: Float) -> Float { min(max(sample.rounded(), -128), 127) }
}

extension Planes {
    /// One plane at twice the resolution, between neighbours three to one, as decoders do.
    fileprivate func doubled(height: Int, width: Int) -> [Float] {
        var full = [Float](repeating: 0, count: height * width)
        for row in 0..<height {
            let near = row / 2
            let far = min(max(near + (row % 2 == 0 ? -1 : 1), 0), self.height - 1)
            for column in 0..<width {
                let beside = column / 2
                let beyond = min(max(beside + (column % 2 == 0 ? -1 : 1), 0), self.width - 1)
                let close = 3 * samples[near * self.width + beside] + samples[near * self.width + beyond]
                let distant = 3 * samples[far * self.width + beside] + samples[far * self.width + beyond]
                full[row * width + column] = (3 * close + distant) / 16
            }
        }
        return full
    }
}
