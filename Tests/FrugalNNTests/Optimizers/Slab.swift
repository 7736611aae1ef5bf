import FrugalNN
import FrugalTensor

/// The smallest model worth training: a matrix and a vector.
struct Slab: Module, Layer {
    var weight: Tensor
    var bias: Tensor?

    mutating func visit(_ visitor: inout Visitor) {
        visitor.parameter("weight", &weight)
        visitor.parameter("bias", &bias)
    }

    func forward(_ x: Tensor, _ pass: Pass) -> Tensor { x.linear(weight: weight, bias: bias) }
}

extension Slab {
    /// Where the references of `make_optimizer_references.py` start.
    static func start(_ dtype: DType) -> Slab {
        let weight = (0..<6).map { Double($0) * 0.3 - 1 }
        return Slab(
            weight: Tensor(weight, shape: [2, 3]).to(dtype), bias: Tensor([0.5, -0.5, 0.25] as [Double]).to(dtype))
    }

    /// The gradients that the script gives at `step`.
    func gradients(at step: Int, freezingBias: Bool = false) -> Gradients {
        func gradient(_ parameter: Tensor) -> Tensor {
            let values = parameter.doubles().enumerated().map { index, value in
                value * 0.5 + (Double(index) * 0.1 - 0.2) * Double(step + 1)
            }
            return Tensor(values, shape: parameter.shape).to(parameter.dtype)
        }
        return Gradients([gradient(weight), freezingBias ? nil : bias.map(gradient)])
    }

    /// All numbers of the model.
    var numbers: [[Double]] { parameters.map { $0.doubles() } }
}

/// The largest difference between two lists of lists; infinite where their forms differ.
func distance(_ a: [[Double]], _ b: [[Double]]) -> Double {
    guard a.map(\.count) == b.map(\.count) else { return .infinity }
    return zip(a.joined(), b.joined()).map { $0 == $1 ? 0 : ($0 - $1).magnitude }.max() ?? 0
}
