import FrugalData
import FrugalTrack

/// Labelled pictures between 0 and 1, and which of them are learned from and which scored on. A test part has no place
/// here.
public struct PictureTask: Sendable {
    /// The pictures.
    public let source: ImageSource
    /// What is learned from.
    public let training: [Int]
    /// What choices are made on.
    public let validation: [Int]
    /// The names of the classes.
    public let classes: [String]

    /// The shape of a picture.
    public var shape: [Int] { [source.images.channels, source.images.height, source.images.width] }

    /// Pictures and a division of them.
    /// - Throws: ``FrugalError`` of kind `data` for a part that is empty or reaches outside, an example in both parts,
    ///   or one class only.
    public init(_ images: LabelledImages, training: [Int], validation: [Int]) throws {
        for (name, indices) in [("training", training), ("validation", validation)] {
            guard !indices.isEmpty else { throw FrugalError(.data, "\(name) part", "it has no pictures") }
            if let bad = indices.first(where: { !(0..<images.count).contains($0) }) {
                throw FrugalError(.data, "\(name) part", "there is no picture \(bad) among \(images.count)")
            }
        }
        let known = Set(training)
        if let both = validation.first(where: known.contains) {
            throw FrugalError(.data, "picture \(both)", "it is both learned from and scored on")
        }
        guard images.classes.count > 1 else {
            throw FrugalError(.data, "classes", "one alone is no classification", remedy: "give two or more")
        }
        source = try Self.source(images)
        self.training = training
        self.validation = validation
        classes = images.classes
    }

    /// The same with so many validation pictures, drawn by class and seed.
    /// - Throws: `DataError` where nothing would be left to learn from.
    public init(_ images: LabelledImages, validationCount: Int, seed: UInt64) throws {
        let split = try Split.stratified(
            labels: images.labels, validation: .count(validationCount), test: .count(0), seed: seed)
        try self.init(images, training: split.train, validation: split.validation)
    }

    /// Pictures with samples of 0...255 brought to between 0 and 1, and nothing else: rates and times are made of them.
    /// - Throws: `DataError` for pictures of an impossible form.
    public static func source(_ images: LabelledImages) throws -> ImageSource {
        let unit = try Normalisation(
            mean: Array(repeating: 0, count: images.channels), deviation: Array(repeating: 1, count: images.channels))
        return try ImageSource(images, pipeline: Pipeline(normalisation: unit))
    }
}
