import FrugalTensor

/// The picture made smaller, each pixel the mean of those whose centres it covers, and brought back in blocks.
struct Pixelate: PictureChange {
    /// The smaller height and width, in parts of the picture's.
    let share: Double

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let rows = Self.blocks(of: picture.height, share: share)
        let columns = Self.blocks(of: picture.width, share: share)
        var result = picture
        for channel in 0..<picture.channels {
            let first = channel * picture.area
            for block in rows {
                for range in columns {
                    var sum: Float = 0
                    for row in block.covered {
                        for column in range.covered { sum += picture.samples[first + row * picture.width + column] }
                    }
                    let mean = sum / Float(block.covered.count * range.covered.count)
                    for row in block.shown {
                        for column in range.shown { result.samples[first + row * picture.width + column] = mean }
                    }
                }
            }
        }
        picture = result
    }

    /// For each index of the smaller axis what it is the mean of, and where it is shown when it comes back. The two
    /// differ: the first cuts `count` indices into equal parts by their centres, and so does the second the other way.
    private static func blocks(of count: Int, share: Double) -> [(covered: Range<Int>, shown: Range<Int>)] {
        let small = max(1, Int(Double(count) * share))
        let step = Double(count) / Double(small)
        return (0..<small).map { index in
            let first = Int((Double(index) * step + 0.5).rounded(.down))
            let end = Int((Double(index + 1) * step + 0.5).rounded(.down))
            let shownFirst = Int((Double(index) * step - 0.5).rounded(.up))
            let shownEnd = Int((Double(index + 1) * step - 0.5).rounded(.up))
            return (first..<end, shownFirst..<shownEnd)
        }
    }
}

/// Every sample rounded to the nearest of the levels that so many bits tell apart.
struct Quantise: PictureChange {
    let bits: Int

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let steps = Float((1 << bits) - 1)
        picture.update { ($0 * steps).rounded() / steps }
    }
}
