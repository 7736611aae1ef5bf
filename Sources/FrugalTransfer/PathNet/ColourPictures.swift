import FrugalData

extension LabelledImages {
    /// The same in colours of 32 x 32, as CIFAR-10's are: smaller pictures in the middle of black, gray ones in three equal
    /// colours. One network can then learn either.
    /// - Throws: `DataError` for pictures that are larger.
    func inCIFARSize() throws -> LabelledImages {
        let side = CIFARBinary.side
        if (height, width, channels) == (side, side, 3) { return self }
        guard height <= side, width <= side else {
            throw DataError(.invalidArgument, "pictures of \(height)x\(width) are larger than \(side)x\(side)")
        }
        let (top, left) = ((side - height) / 2, (side - width) / 2)
        var large = [UInt8](repeating: 0, count: count * side * side * 3)
        for picture in 0..<count {
            for row in 0..<height {
                for column in 0..<width {
                    let source = (picture * height + row) * width + column
                    let target = ((picture * side + top + row) * side + left + column) * 3
                    for colour in 0..<3 { large[target + colour] = pixels[source * channels + colour % channels] }
                }
            }
        }
        return try LabelledImages(
            pixels: large, height: side, width: side, channels: 3, labels: labels, classes: classes, names: names)
    }
}
