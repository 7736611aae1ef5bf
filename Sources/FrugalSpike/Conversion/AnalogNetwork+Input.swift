import FrugalTrack

extension AnalogNetwork {
    /// The network for examples that are not normalised: what was subtracted from each channel and divided by goes into
    /// the weights of the first layer, because spikes carry numbers from 0 to 1 only.
    /// - Throws: ``FrugalError`` where a first convolution pads: its zeros were means, and no weight can say so.
    public func absorbing(means: [Double], deviations: [Double]) throws -> AnalogNetwork {
        guard let first = layers.firstIndex(where: \.hasWeights) else { return self }
        guard means.count == deviations.count, inputShape[0] == means.count && inputShape.count == 3,
            deviations.allSatisfy({ $0 > 0 })
        else {
            throw FrugalError(
                .model, layers[first].name, "\(means.count) means do not fit examples of the shape \(inputShape)")
        }
        var absorbed = self
        switch layers[first].connection {
        case .dense(var dense):
            dense.bias = Self.shift(&dense.weights, dense.bias, outputs: dense.outputs, means, deviations)
            absorbed.layers[first].connection = .dense(dense)
        case .convolution(var convolution):
            guard convolution.padding == 0 || means.allSatisfy({ $0 == 0 }) else {
                throw FrugalError(
                    .model, layers[first].name,
                    "it pads normalised pictures with zeros, which spikes of raw pictures cannot do",
                    remedy: "use direct coding, which keeps the normalisation")
            }
            convolution.bias = Self.shift(
                &convolution.weights, convolution.bias, outputs: convolution.filters, means, deviations)
            absorbed.layers[first].connection = .convolution(convolution)
        case .averagePool, .maxPool: break
        }
        return absorbed
    }

    /// Divides the weights of each channel by its deviation; gives the biases that make up for the means.
    private static func shift(
        _ weights: inout [Float], _ bias: [Float], outputs: Int, _ means: [Double], _ deviations: [Double]
    ) -> [Float] {
        let fan = weights.count / outputs
        let each = fan / means.count
        return (0..<outputs).map { output in
            var sum = bias.isEmpty ? 0 : Double(bias[output])
            for index in 0..<fan {
                let channel = index / each
                let scaled = Double(weights[output * fan + index]) / deviations[channel]
                weights[output * fan + index] = Float(scaled)
                sum -= scaled * means[channel]
            }
            return Float(sum)
        }
    }
}
