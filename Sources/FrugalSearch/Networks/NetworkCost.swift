import FrugalData
import FrugalNN
import FrugalTensor
import FrugalTrack

/// What a network costs one who uses it.
public struct NetworkCost: Codable, Hashable, Sendable {
    /// Learned numbers that prediction needs: those below `auxiliary` are left out, as the published counts do.
    public var parameters: Int
    /// Multiply-adds for one example, counted from the operations that ran.
    public var multiplyAdds: Int

    /// The cost of `network` on an example of this shape.
    /// - Throws: `TensorError` where the example does not fit, or memory ends.
    public init(of network: any SearchedNetwork, for shape: InputShape) throws {
        parameters = zip(network.parameterPaths, network.parameters)
            .filter { !$0.0.hasPrefix("auxiliary.") }.reduce(0) { $0 + $1.1.count }
        let device = network.parameters.first?.device ?? .cpu
        let cost = try Tensor.checking {
            withoutGradients {
                CostLedger.measure { network.forward(.zeros(shape.batch(1), on: device), .evaluation) }.cost
            }
        }
        multiplyAdds = cost.multiplyAdds
    }

    /// The costs under the names that searches use; latency is measured apart.
    public var costs: [CostKind: Double] {
        [
            .parameters: Double(parameters), .operations: Double(multiplyAdds),
            .energy: Double(multiplyAdds) * Cost.joulesPerMultiplyAdd,
        ]
    }

    /// Seconds for one example on one thread: the median of some runs after a first one.
    /// - Throws: as ``init(of:for:)`` does.
    public static func latency(
        of network: any SearchedNetwork, for shape: InputShape, repetitions: Int = 20
    ) throws -> Double {
        let threads = Engine.threads
        Engine.threads = 1
        defer { Engine.threads = threads }
        let device = network.parameters.first?.device ?? .cpu
        let times = try Tensor.checking {
            withoutGradients {
                let example = Tensor.zeros(shape.batch(1), on: device)
                let clock = ContinuousClock()
                return (0...max(1, repetitions)).map { _ in
                    // Reading the answer waits for an accelerator.
                    clock.measure { _ = network.forward(example, .evaluation).sum().item() } / .seconds(1)
                }
            }
        }
        let steady = times.dropFirst().sorted()
        return steady[steady.count / 2]
    }
}
