import FrugalTensor

/// A part of a model: a value that holds its parameters.
///
/// A module says what it is made of in one place, ``visit(_:)``; counting, saving, loading, training and printing all
/// follow from that. Copying a module copies its parameters: training one copy leaves the other as it was.
///
///     struct Perceptron: Layer {
///         var hidden: Linear
///         var output: Linear
///
///         mutating func visit(_ visitor: inout Visitor) {
///             visitor.child("hidden", &hidden)
///             visitor.child("output", &output)
///         }
///
///         func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
///             output(hidden(x, pass).relu(), pass)
///         }
///     }
public protocol Module: Sendable, CustomStringConvertible {
    /// Shows every part to `visitor`, in the order in which it should be listed.
    mutating func visit(_ visitor: inout Visitor)
}

/// A module that turns one tensor into one tensor.
///
/// It says how in ``forward(_:_:)`` and is applied by calling it, `layer(x, pass)`: the call is where
/// ``summary(input:dtype:)`` and ``traced(_:)`` see which part gives what.
public protocol Layer: Module {
    /// What the layer computes. It reads its parameters and changes nothing; what a training pass learns about the data
    /// (the running statistics of batch normalisation) is noted in `pass`.
    func forward(_ x: Tensor, _ pass: Pass) -> Tensor
}

extension Layer {
    /// Applies the layer.
    @inlinable
    public func callAsFunction(_ x: Tensor, _ pass: Pass) -> Tensor {
        guard pass.observer != nil else { return forward(x, pass) }
        return pass.observing(self, of: x) { forward(x, pass) }
    }
}
