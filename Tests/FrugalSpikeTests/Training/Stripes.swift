import FrugalData
import FrugalTensor

/// Pictures 6x6 of three kinds, the middle row, the middle column or a diagonal bright, with noise: learned in moments.
func stripes(_ count: Int, seed: UInt64) throws -> LabelledImages {
    var random = RandomStream(seed: seed)
    var pixels: [UInt8] = []
    for index in 0..<count {
        let kind = index % 3
        for row in 0..<6 {
            for column in 0..<6 {
                let isBright = [row / 2 == 1, column / 2 == 1, row == column][kind]
                pixels.append(UInt8(random.below(90) + (isBright ? 150 : 0)))
            }
        }
    }
    return try LabelledImages(
        pixels: pixels, height: 6, width: 6, channels: 1, labels: (0..<count).map { $0 % 3 },
        classes: ["row", "column", "diagonal"], names: (0..<count).map { "\($0)" })
}
