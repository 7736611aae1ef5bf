import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A head as one safetensors file: the embeddings as tensors, everything else as a text beside them.
struct PrototypeFile: Codable {
    static let key = "prototypes"
    static let currentFormat = 1

    /// A class without its numbers.
    struct Members: Codable {
        var name: String
        var isTrained: Bool
        var examples: [PrototypeClass.Example]
    }

    /// A class that a step removed.
    struct Removed: Codable {
        var step: Int
        var position: Int
        var members: Members
    }

    var format = PrototypeFile.currentFormat
    var kernel: DistanceKernel
    var hasUnitLength: Bool
    var width: Int
    var believedTemperature: Double
    var freshFactor: Double
    var trainedNames: [String]
    var classes: [Members]
    var heldOut: [Members]
    var setAside: [Removed]
    var history: [TeachingStep]
    var calibration: HeadCalibration

    init(_ head: DistanceHead) {
        func plain(_ members: PrototypeClass) -> Members {
            Members(name: members.name, isTrained: members.isTrained, examples: members.examples)
        }
        kernel = head.kernel
        hasUnitLength = head.normalisation.hasUnitLength
        width = head.width
        believedTemperature = head.believedTemperature
        freshFactor = head.freshFactor
        trainedNames = head.trainedNames
        classes = head.classes.map(plain)
        heldOut = head.heldOut.map(plain)
        setAside = head.setAside.sorted { $0.key < $1.key }.map {
            Removed(step: $0.key, position: $0.value.position, members: plain($0.value.members))
        }
        history = head.history
        calibration = head.calibration
    }
}

extension DistanceHead {
    /// Writes the head as one safetensors file, whole or not at all.
    /// - Throws: `SafetensorsError` where the disk refuses.
    public func write(to url: URL) throws {
        var state = StateDictionary()
        func add(_ members: PrototypeClass, as name: String) {
            state[name] = Tensor(members.embeddings, shape: [members.count, width])
        }
        for (place, members) in classes.enumerated() { add(members, as: "classes.\(place)") }
        for (place, members) in heldOut.enumerated() { add(members, as: "heldOut.\(place)") }
        for (step, aside) in setAside { add(aside.members, as: "setAside.\(step)") }
        if let centre = normalisation.centre { state["centre"] = Tensor(centre, shape: [width]) }
        let text = String(decoding: try TrackJSON.encode(PrototypeFile(self), onOneLine: true), as: UTF8.self)
        try SafetensorsFile.write(state, metadata: [PrototypeFile.key: text], to: url)
    }

    /// Reads a head that was written by ``write(to:)``; it answers with the same bits.
    /// - Throws: `SafetensorsError` for a damaged file, `TrackError` for a text that is not a head's, ``FrugalError`` where
    ///   numbers and text do not fit.
    public init(at url: URL) throws {
        let file = try SafetensorsFile(at: url)
        guard let text = file.metadata[PrototypeFile.key] else {
            throw FrugalError(.model, url.path, "this file holds no prototypes", remedy: "copy the bundle again")
        }
        let plain = try TrackJSON.decode(PrototypeFile.self, from: Array(text.utf8), path: url.path)
        guard plain.format <= PrototypeFile.currentFormat else {
            throw FrugalError(.model, url.path, "made by a newer Frugal", remedy: "update Frugal")
        }
        func numbers(_ name: String) throws -> Tensor { try file.tensor(name, [.copying, .rejectingNonFinite]) }
        func members(_ plain: PrototypeFile.Members, _ name: String, width: Int) throws -> PrototypeClass {
            let tensor = try numbers(name)
            guard tensor.shape == [plain.examples.count, width], tensor.dtype == .float32 else {
                throw FrugalError(
                    .model, url.path, "'\(name)' is no list of \(plain.examples.count) embeddings of \(width)",
                    remedy: "copy the bundle again")
            }
            return try PrototypeClass(
                plain.name, isTrained: plain.isTrained, examples: plain.examples, embeddings: tensor.floats(),
                width: width)
        }
        let centre = try file.entries.contains { $0.name == "centre" } ? numbers("centre").floats() : nil
        try self.init(
            uncalibrated: plain.kernel,
            normalisation: EmbeddingNormalisation(centre: centre, hasUnitLength: plain.hasUnitLength),
            width: plain.width, believedTemperature: plain.believedTemperature, freshFactor: plain.freshFactor,
            trainedNames: plain.trainedNames,
            classes: try plain.classes.enumerated().map { try members($1, "classes.\($0)", width: plain.width) },
            heldOut: try plain.heldOut.enumerated().map { try members($1, "heldOut.\($0)", width: plain.width) })
        for removed in plain.setAside {
            let aside = try members(removed.members, "setAside.\(removed.step)", width: plain.width)
            guard removed.position >= 0 else {
                throw FrugalError(.model, url.path, "a class was set aside at no place", remedy: "copy it again")
            }
            setAside[removed.step] = SetAside(position: removed.position, members: aside)
        }
        guard plain.calibration.temperature > 0, plain.calibration.temperature.isFinite else {
            throw FrugalError(.model, url.path, "the temperature is not a positive number", remedy: "copy it again")
        }
        history = plain.history
        calibration = plain.calibration
    }
}
