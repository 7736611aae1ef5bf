import FrugalNN
import FrugalTensor

extension ReLU: EdgeLayer {
    /// The larger of zero and each number.
    public func append(to builder: inout EdgeBuilder) throws { try builder.rectify() }
}

extension Activation: EdgeLayer {
    /// The rectifier, or nothing; the others need functions that a small target has no library for.
    public func append(to builder: inout EdgeBuilder) throws {
        switch self {
        case .identity: break
        case .relu: try builder.rectify()
        case .gelu, .silu, .tanh, .sigmoid:
            throw builder.refusal("the activation \(self.rawValue) needs an exponential and cannot be exported")
        }
    }
}

extension Flatten: EdgeLayer {
    /// All numbers as one vector.
    public func append(to builder: inout EdgeBuilder) throws {
        guard first == 1 else { throw builder.refusal("only a whole example can be flattened") }
        builder.flatten()
    }
}

extension Dropout: EdgeLayer {
    /// Nothing: it drops in training alone.
    public func append(to builder: inout EdgeBuilder) throws {}
}

extension MaxPool2d: EdgeLayer {
    /// The largest of windows.
    public func append(to builder: inout EdgeBuilder) throws {
        try builder.pool(window, stride: stride, padding: padding, takesLargest: true)
    }
}

extension AveragePool2d: EdgeLayer {
    /// The mean of windows.
    public func append(to builder: inout EdgeBuilder) throws {
        guard countsPadding || padding == 0 else {
            throw builder.refusal("a mean that leaves out its padding cannot be exported")
        }
        try builder.pool(window, stride: stride, padding: padding, takesLargest: false)
    }
}

extension GlobalAveragePool: EdgeLayer {
    /// The mean of every channel.
    public func append(to builder: inout EdgeBuilder) throws { try builder.globalAveragePool() }
}

extension Sequential: EdgeLayer {
    /// The layers in their order.
    public func append(to builder: inout EdgeBuilder) throws {
        for (number, layer) in layers.enumerated() { try builder.append(layer, named: "\(number)") }
    }
}

extension Perceptron: EdgeLayer {
    /// Linear maps with activations between them.
    public func append(to builder: inout EdgeBuilder) throws {
        for (number, layer) in layers.enumerated() {
            try builder.append(layer, named: "layers.\(number)")
            if number < layers.count - 1 { try builder.append(activation, named: "activation") }
        }
    }
}

extension SeparableConv2d: EdgeLayer {
    /// One kernel a channel, then a convolution of single pixels.
    public func append(to builder: inout EdgeBuilder) throws {
        try builder.append(depthwise, named: "depthwise")
        try builder.append(pointwise, named: "pointwise")
    }
}

extension ConvBlock: EdgeLayer {
    /// Convolution, normalisation, rectifier, the largest of every 2x2 pixels.
    public func append(to builder: inout EdgeBuilder) throws {
        try builder.append(conv, named: "conv")
        try builder.append(norm, named: "norm")
        try builder.rectify()
        try builder.pool(2, takesLargest: true)
    }
}

extension ResidualBlock: EdgeLayer {
    /// Two convolutions beside a shortcut.
    public func append(to builder: inout EdgeBuilder) throws {
        let before = builder.keep()
        try builder.append(conv1, named: "conv1")
        try builder.append(bn1, named: "bn1")
        try builder.rectify()
        try builder.append(conv2, named: "conv2")
        try builder.append(bn2, named: "bn2")
        let residue = builder.keep()
        builder.go(backTo: before)
        if let downsample { try builder.append(downsample, named: "downsample") }
        guard builder.value.shape == residue.shape else {
            throw builder.refusal("a shortcut padded with zeros cannot be exported")
        }
        try builder.add(residue)
        try builder.rectify()
    }
}
