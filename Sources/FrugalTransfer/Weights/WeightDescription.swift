import Foundation
import FrugalTrack

/// What lies beside a weight file: the network as a list of steps, its preparation of pictures, and where it comes from.
public struct WeightDescription: Sendable {
    /// The network in words.
    public var title: String
    /// Where the weights come from.
    public var origin: String
    /// Their licence.
    public var licence: String
    /// The network.
    public var plan: NetworkPlan
    /// How pictures become its inputs.
    public var preparation: PicturePreparation

    /// Reads the description `NAME.json` of a file `NAME.safetensors`.
    /// - Throws: `TrackError` for a file that is missing or damaged, ``FrugalError`` of kind `model` that names the file and
    ///   the step which cannot be.
    public init(at url: URL) throws {
        let file = try TrackJSON.read(File.self, at: url)
        do {
            title = file.network
            origin = file.origin ?? ""
            licence = file.licence ?? ""
            var shapes = try file.tensors.mapValues { try $0.shape() }
            // A linear map may be stored as kernels of one pixel.
            for step in file.steps {
                guard case .linear(let weight, _) = step.operation, let shape = shapes[weight] else { continue }
                if shape.count == 4, shape.suffix(2) == [1, 1] { shapes[weight] = Array(shape.prefix(2)) }
            }
            plan = try NetworkPlan(steps: file.steps, tensors: shapes, features: file.features.step)
            preparation = try PicturePreparation(file.preprocessing)
        } catch let error as FrugalError {
            throw FrugalError(
                error.kind, "\(url.path), \(error.subject)", error.problem, remedy: error.remedy)
        }
    }

    /// The file as it is.
    private struct File: Decodable {
        struct Features: Decodable {
            var step: String

            enum CodingKeys: String, CodingKey { case step = "step_output" }
        }

        var network: String
        var origin: String?
        var licence: String?
        var preprocessing: PicturePreparation.Words
        var features: Features
        var steps: [NetworkStep]
        var tensors: [String: TensorFacts]
    }

    /// `["float16", 24, 3, 3, 3]`.
    private struct TensorFacts: Decodable {
        var facts: [JSONValue]

        init(from decoder: any Decoder) throws { facts = try [JSONValue](from: decoder) }

        func shape() throws -> [Int] {
            try facts.dropFirst().map { fact in
                guard case .integer(let size) = fact, size >= 1, size < 1 << 30 else {
                    throw FrugalError(.model, "tensors", "\(facts) is no type and shape")
                }
                return Int(size)
            }
        }
    }
}
