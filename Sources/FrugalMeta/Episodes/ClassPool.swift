import FrugalData
import FrugalTensor
import FrugalTrack

/// Pictures in memory, sorted by class: what episodes are drawn from.
public struct ClassPool: Sendable {
    /// A class: its name and the rows of its pictures.
    public struct Members: Sendable, Equatable {
        /// The name, such as `images_background/Korean/character07` or `…@90` for the class of its quarter turns.
        public var name: String
        /// The pictures, as rows of ``ClassPool/pixels``.
        public var rows: [Int]

        /// A class of these pictures.
        public init(name: String, rows: [Int]) {
            self.name = name
            self.rows = rows
        }
    }

    /// `[count, channels, height, width]`, uint8, 0...255: a quarter of what floats would take.
    public let pixels: Tensor
    /// The classes.
    public let classes: [Members]
    /// Where each picture came from.
    public let names: [String]

    /// A pool of pictures that are there already.
    public init(pixels: Tensor, classes: [Members], names: [String]) {
        self.pixels = pixels
        self.classes = classes
        self.names = names
    }

    /// The pictures of `images`.
    /// - Parameter invertsInk: whether dark becomes bright, so that ink on paper is 1 and the paper 0.
    public init(_ images: LabelledImages, invertsInk: Bool = false) {
        let samples = invertsInk ? images.pixels.map { 255 - $0 } : images.pixels
        let rows = Tensor(samples, shape: [images.count, images.height, images.width, images.channels])
        pixels = rows.permuted(0, 3, 1, 2).contiguous()
        var members = images.classes.map { Members(name: $0, rows: []) }
        for (row, label) in images.labels.enumerated() { members[label].rows.append(row) }
        classes = members
        names = images.names
    }

    /// Channels, height and width of every picture.
    public var pictureShape: [Int] { Array(pixels.shape.dropFirst()) }

    /// The pictures of `rows` as float32 in 0...1, `[rows.count, channels, height, width]`.
    public func batch(_ rows: [Int]) -> Tensor {
        pixels.indexSelected(at: Tensor(rows)).to(.float32) / 255
    }

    /// The same pictures and fewer classes: those at `positions`, in that order.
    public func subset(_ positions: [Int]) -> ClassPool {
        ClassPool(pixels: pixels, classes: positions.map { classes[$0] }, names: names)
    }

    /// Names, of classes or pictures, and those of their quarter turns, in the order of ``withRotationsAsClasses()``.
    static func namesWithTurns(_ names: [String]) -> [String] {
        turnNames.flatMap { names.map($0) }
    }

    /// What a name becomes by no quarter turn, one, two and three.
    private static let turnNames: [@Sendable (String) -> String] = [
        { $0 }, { "\($0)@90" }, { "\($0)@180" }, { "\($0)@270" },
    ]

    /// Every class four times: as it is, and turned by 90, 180 and 270 degrees, each turn a class of its own (`name@90`).
    ///
    /// The protocol of Prototypical Networks and MAML: a character and its own turn may meet in an episode.
    public func withRotationsAsClasses() -> ClassPool {
        let turned = (0...3).map { pixels.rotated(quarterTurns: $0, from: 2, to: 3) }
        return joined(turned, classNames: Self.turnNames)
    }

    /// Every class twice: as it is, and mirrored left to right, the mirror image a class of its own (`name@mirror`).
    ///
    /// For learning only: it doubles the classes that an embedding is learned from, and few characters are their own
    /// mirror image. With the quarter turns these are all symmetries of the square.
    public func withMirrorsAsClasses() -> ClassPool {
        joined([pixels, pixels.flipped(along: 3)], classNames: [{ $0 }, { "\($0)@mirror" }])
    }

    /// The classes of this pool once for each of `versions` of its pixels, named by the function beside it.
    private func joined(_ versions: [Tensor], classNames: [@Sendable (String) -> String]) -> ClassPool {
        let count = pixels.size(of: 0)
        let all = classNames.enumerated().flatMap { version, name in
            classes.map { Members(name: name($0.name), rows: $0.rows.map { $0 + version * count }) }
        }
        return ClassPool(
            pixels: .concatenated(versions, along: 0), classes: all, names: classNames.flatMap { names.map($0) })
    }
}
