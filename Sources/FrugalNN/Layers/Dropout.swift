import FrugalTensor

/// Zeroes elements at random in training, so that no unit comes to rely on another (Srivastava et al. 2014).
public struct Dropout: Layer {
    /// The share of elements that are zeroed.
    public let probability: Double
    /// Whether channels of `[N, C, …]` are dropped as a whole.
    public let wholeChannels: Bool

    /// Dropout with this probability; it draws from ``Pass/random``.
    public init(_ probability: Double = 0.5, wholeChannels: Bool = false) {
        self.probability = probability
        self.wholeChannels = wholeChannels
    }

    /// Has no tensors to show.
    public mutating func visit(_ visitor: inout Visitor) {}

    /// The input, thinned out where the pass trains.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        x.dropped(probability, wholeChannels: wholeChannels, in: pass)
    }
}

extension Tensor {
    /// Dropout where the pass trains.
    func dropped(_ probability: Double, wholeChannels: Bool = false, in pass: Pass) -> Tensor {
        guard pass.isTraining, probability != 0 else { return self }
        return dropout(probability, wholeChannels: wholeChannels, using: &pass.random)
    }
}
