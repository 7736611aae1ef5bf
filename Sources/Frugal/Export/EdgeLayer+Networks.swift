import FrugalNN
import FrugalSearch
import FrugalSpike
import FrugalTensor

extension LinearNetwork: EdgeLayer {
    /// Squares of pixels averaged, then one linear map.
    public func append(to builder: inout EdgeBuilder) throws {
        if pooling > 1, builder.value.shape.count == 3 {
            let shape = builder.value.shape
            try builder.pool(
                Extent(height: min(pooling, shape[1]), width: min(pooling, shape[2])), takesLargest: false)
        }
        builder.flatten()
        try builder.append(map, named: "map")
    }
}

extension FlatPerceptron: EdgeLayer {
    func append(to builder: inout EdgeBuilder) throws {
        builder.flatten()
        try builder.append(perceptron, named: "perceptron")
    }
}

extension NormalisedConvolution: EdgeLayer {
    /// Convolution, normalisation, rectifier, and the largest of every 2x2 pixels where it halves the picture.
    public func append(to builder: inout EdgeBuilder) throws {
        try builder.append(conv, named: "conv")
        try builder.append(norm, named: "norm")
        try builder.rectify()
        // A side of one pixel cannot be halved: the network itself looks at what the convolution is given.
        if halves, builder.value.shape.dropFirst().allSatisfy({ $0 > 1 }) { try builder.pool(2, takesLargest: true) }
    }
}

extension ConvolutionStage: EdgeLayer {
    /// The convolutions in their order.
    public func append(to builder: inout EdgeBuilder) throws {
        for (number, block) in blocks.enumerated() { try builder.append(block, named: "blocks.\(number)") }
    }
}

extension ConvolutionalNetwork: EdgeLayer {
    /// The stages, the mean over all places, the linear map.
    public func append(to builder: inout EdgeBuilder) throws {
        for (number, stage) in stages.enumerated() { try builder.append(stage, named: "stages.\(number)") }
        try builder.globalAveragePool()
        try builder.append(head, named: "head")
    }
}

extension ResidualNetwork: EdgeLayer {
    /// The stem, the blocks, the mean over all places, the linear map.
    public func append(to builder: inout EdgeBuilder) throws {
        try builder.append(stem, named: "stem")
        for (number, block) in blocks.enumerated() { try builder.append(block, named: "blocks.\(number)") }
        try builder.globalAveragePool()
        try builder.append(head, named: "head")
    }
}
