import FrugalData
import FrugalTensor
import Testing

@testable import FrugalLimits

@Suite struct SeverityTests {
    @Test(arguments: CorruptionKind.allCases.filter { $0.severities.count > 1 }, SeverityTable.allCases)
    func growsInMeanDistance(kind: CorruptionKind, table: SeverityTable) throws {
        let channels = kind.needsColour ? 3 : table.pick(mnistC: 1, cifar10C: 3)
        let pictures = try (0..<6).map { try Pictures.scene(channels: channels, side: 28, index: $0) }
        let distances = try kind.severities.map { severity in
            try pictures.enumerated().reduce(0.0) { sum, item in
                let spoilt = try item.element.spoilt(by: kind, severity, table, index: item.offset)
                return sum + Pictures.distance(spoilt, item.element) / Double(pictures.count)
            }
        }
        #expect(distances[0] > 0)
        for run in Self.orderedRuns(kind, table) {
            let levels = run.map { distances[$0 - 1] }
            #expect(zip(levels, levels.dropFirst()).allSatisfy { $0 < $1 }, "severities \(run): \(distances)")
        }
    }

    /// The severities whose published constants grow in mean distance one by one.
    private static func orderedRuns(_ kind: CorruptionKind, _ table: SeverityTable) -> [[Int]] {
        switch (kind, table) {
        case (.spatter, _): [[1, 2, 3], [4, 5]]  // Water, then mud; or large drops, then fine ones.
        case (.saturate, _): [[1, 2], [3, 4, 5]]  // Less colour, then more.
        case (.motionBlur, .mnistC): [[1, 2, 3, 4]]  // Beyond this a digit is gone.
        case (.motionBlur, .cifar10C): [[1, 2, 3], [4, 5]]  // 3 and 4 differ in where the smear is cut off.
        case (.glassBlur, .cifar10C): [[1, 4], [3, 5]]  // One round, then two; the blur takes distance away.
        case (.pixelate, .mnistC): [[2, 3, 4, 5]]  // 0.6 of 28 pixels makes uneven blocks, farther than 0.5.
        case (.snow, .mnistC): [[1, 2, 5]]  // It differs more from draw to draw than these levels do.
        case (.elasticTransform, _), (.fog, .mnistC): []  // They have tests of their own below.
        default: [[1, 2, 3, 4, 5]]
        }
    }

    /// MNIST-C cuts its fog from a map so large that it is nearly even: what it takes is contrast.
    @Test func fogTakesContrast() throws {
        let picture = try Pictures.scene(channels: 1, side: 28, index: 0)
        // Levels 3 and 4 are of the same thickness.
        let ranges = try [1, 2, 3, 5].map { severity in
            try (0..<3).reduce(0) { sum, index in
                let pixels = try picture.spoilt(by: .fog, severity, .mnistC, index: index).pixels
                return sum + zip(pixels, pixels.dropFirst()).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
            }
        }
        #expect(ranges[0] > ranges[1] && ranges[1] > ranges[2], "\(ranges)")
        // The haze of level 5 is rough itself.
        #expect(ranges[0] > ranges[3], "\(ranges)")
    }

    /// An affine map keeps a ramp a ramp; what bends it is the displacement.
    @Test func elasticTransformBendsMore() throws {
        var ramp = Planes(height: 32, width: 32, channels: 1)
        for place in ramp.samples.indices { ramp.samples[place] = Float(place % 32) }
        let bends = (1...5).map { severity in
            let change = Corruption(.elasticTransform, checked: severity, .cifar10C).change
            return (0..<4).reduce(Float(0)) { $0 + Self.bend(of: ramp, under: change, seed: $1) }
        }
        #expect(bends[0] < 0.01)
        #expect(zip(bends, bends.dropFirst()).allSatisfy { $0 < $1 }, "\(bends)")
    }

    /// The sum of second differences along the rows, far enough inside that nothing was drawn in from the border.
    private static func bend(of ramp: Planes, under change: any PictureChange, seed: UInt64) -> Float {
        var picture = ramp
        var stream = RandomStream(seed: seed)
        change.apply(to: &picture, using: &stream)
        var sum: Float = 0
        for row in 10..<22 {
            for place in row * 32 + 10..<row * 32 + 22 {
                sum += abs(picture.samples[place - 1] - 2 * picture.samples[place] + picture.samples[place + 1])
            }
        }
        return sum
    }
}
