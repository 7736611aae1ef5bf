/// The corruptions that are measured together, and from which one score is made.
public struct CorruptionSuite: Hashable, Codable, Sendable {
    /// What it is called in a report.
    public let name: String
    /// Its corruptions, kind by kind and severity by severity.
    public let corruptions: [Corruption]

    /// A suite of one's own.
    public init(name: String, corruptions: [Corruption]) {
        self.name = name
        self.corruptions = corruptions
    }

    /// The 15 corruptions of MNIST-C, each at the one severity with which that set was made.
    public static let mnistC = CorruptionSuite(
        name: "MNIST-C",
        corruptions: mnistSeverities.map { Corruption($0.kind, checked: $0.severity, .mnistC) })

    /// The 15 kinds of MNIST-C at every severity they have.
    public static let mnistCLevels = CorruptionSuite(
        name: "MNIST-C, every severity", kinds: mnistSeverities.map(\.kind), table: .mnistC)

    /// 15 kinds at 5 severities, as CIFAR-10-C. Its frost needs photographs of frost; the spatter of its extra kinds
    /// stands in for it.
    public static let cifar10C = CorruptionSuite(
        name: "CIFAR-10-C, spatter for frost",
        kinds: [
            .gaussianNoise, .shotNoise, .impulseNoise, .defocusBlur, .glassBlur, .motionBlur, .zoomBlur, .snow,
            .spatter, .fog, .brightness, .contrast, .elasticTransform, .pixelate, .jpegCompression,
        ],
        table: .cifar10C)

    /// Every kind at every severity it has, by the constants of `table`.
    public static func all(_ table: SeverityTable) -> CorruptionSuite {
        CorruptionSuite(name: "every kind, \(table.rawValue)", kinds: CorruptionKind.allCases, table: table)
    }

    /// The part that pictures of so many channels can bear: a gray one has no saturation.
    public func suited(toChannels channels: Int) -> CorruptionSuite {
        CorruptionSuite(name: name, corruptions: corruptions.filter { channels == 3 || !$0.kind.needsColour })
    }

    /// Kinds at every severity they have.
    private init(name: String, kinds: [CorruptionKind], table: SeverityTable) {
        self.init(
            name: name,
            corruptions: kinds.flatMap { kind in kind.severities.map { Corruption(kind, checked: $0, table) } })
    }

    /// The kinds of MNIST-C in its own order, with the severity its authors set as the default of each.
    private static let mnistSeverities: [(kind: CorruptionKind, severity: Int)] = [
        (.shotNoise, 5), (.impulseNoise, 4), (.glassBlur, 1), (.motionBlur, 1), (.shear, 2), (.scale, 3), (.rotate, 2),
        (.brightness, 5), (.translate, 3), (.stripe, 1), (.fog, 5), (.spatter, 4), (.dottedLine, 1), (.zigzag, 1),
        (.cannyEdges, 1),
    ]
}
