import Foundation

@testable import FrugalSpike

/// The files that `reference/make_fixtures.py` wrote with the Python package nir, and small graphs made here.
enum NIRFixtures {
    static let names = ["everything", "lif", "picture", "recurrent", "without_reset"]

    static func url(_ name: String) -> URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("reference/\(name).nir")
    }

    static func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: url(name))) }

    static func graph(_ name: String) throws -> NIRGraph { try NIRFile.read(url(name)).graph }

    /// An input of so many numbers, a layer of weights, leaky neurons and an output.
    static func leaky(
        weight: [Float] = [1, 0.5], tau: Double = 0.001, r: Double = 10, neuron: [NIRField: NIRArray] = [:],
        metadata: [String: NIRNode.Value] = [:]
    ) -> NIRGraph {
        var fields: [NIRField: NIRArray] = [
            .timeConstant: NIRArray(repeating: tau, shape: [1]), .resistance: NIRArray(repeating: r, shape: [1]),
            .leak: NIRArray(repeating: 0, shape: [1]), .membraneThreshold: NIRArray(repeating: 1, shape: [1]),
        ]
        fields.merge(neuron) { $1 }
        return NIRGraph(chain: [
            ("input", NIRNode(.input, [.shape: NIRArray(whole: [weight.count])])),
            ("fc", NIRNode(.linear, [.weight: NIRArray(shape: [1, weight.count], weights: weight)])),
            ("lif", NIRNode(.leakyIntegrateAndFire, fields, metadata: metadata)),
            ("output", NIRNode(.output, [.shape: NIRArray(whole: [1])])),
        ])
    }
}
