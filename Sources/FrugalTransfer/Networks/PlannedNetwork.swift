import FrugalNN
import FrugalTensor

/// A network that follows a plan, with weights: pictures `[N, channels, height, width]` to scores `[N, classes]`.
///
/// Its tensors have the names of the plan, which are torchvision's for the networks of ``Backbone``: a weight file loads
/// unmapped.
public struct PlannedNetwork: Layer {
    /// What it is.
    public let plan: NetworkPlan
    private let program: Program
    private var learned: [Tensor]
    private var kept: [Tensor]

    /// A network with fresh weights: kernels normal with deviation `sqrt(2 / fan out)` (He et al. 2015), linear maps and
    /// their biases as PyTorch begins its own.
    /// - Throws: ``FrugalError`` for a plan that cannot be.
    public init(_ plan: NetworkPlan, using random: inout RandomStream) throws {
        try plan.check()
        self.plan = plan
        program = Program(plan)
        var fresh: [String: Tensor] = [:]
        for step in plan.steps {
            for (name, tensor) in Self.beginning(of: step, plan, using: &random) { fresh[name] = tensor }
        }
        learned = plan.learnedNames.compactMap { fresh[$0] }
        kept = plan.keptNames.compactMap { fresh[$0] }
    }

    /// A network of a checked plan with these tensors, none of which may be missing.
    init(_ plan: NetworkPlan, holding state: StateDictionary) {
        self.plan = plan
        program = Program(plan)
        learned = plan.learnedNames.compactMap { state[$0] }
        kept = plan.keptNames.compactMap { state[$0] }
    }

    private static func beginning(
        of step: NetworkStep, _ plan: NetworkPlan, using random: inout RandomStream
    ) -> [(String, Tensor)] {
        func shape(_ name: String) -> [Int] { plan.tensors[name] ?? [] }
        switch step.operation {
        case .convolution(let convolution):
            let kernel = shape(convolution.weight)
            let fanOut = Double(kernel[0] * kernel[2] * kernel[3]) / Double(convolution.groups)
            let weight = Tensor.normal(kernel, deviation: (2 / fanOut).squareRoot(), using: &random).channelsLast()
            return [(convolution.weight, weight)]
                + (convolution.bias.map { [($0, Tensor.zeros([kernel[0]]))] } ?? [])
        case .linear(let weight, let bias):
            let matrix = shape(weight)
            let layer = Linear(matrix[1], matrix[0], bias: bias != nil, using: &random)
            return [(weight, layer.weight)] + (bias.flatMap { name in layer.bias.map { [(name, $0)] } } ?? [])
        case .batchNorm(let name, _, _):
            let channels = shape("\(name).weight")
            return [
                ("\(name).weight", .ones(channels)), ("\(name).bias", .zeros(channels)),
                ("\(name).running_mean", .zeros(channels)), ("\(name).running_var", .ones(channels)),
            ]
        default: return []
        }
    }

    /// Shows the tensors under the names of the plan.
    public mutating func visit(_ visitor: inout Visitor) {
        for index in learned.indices { visitor.parameter(program.learnedNames[index], &learned[index]) }
        for index in kept.indices { visitor.buffer(program.keptNames[index], &kept[index]) }
    }

    /// The scores of a batch.
    public func forward(_ x: Tensor, _ pass: Pass) -> Tensor {
        let end = program.instructions.count
        var slots = [Tensor?](repeating: nil, count: end + 1)
        slots[0] = x
        for (place, instruction) in program.instructions.enumerated() {
            slots[place + 1] = apply(instruction, slots, pass)
            for slot in instruction.lastUses { slots[slot] = nil }
        }
        return slots[end] ?? x
    }

    /// The steps before `end` as a network of their own.
    public func truncated(to end: Int) -> PlannedNetwork {
        let steps = Array(plan.steps.prefix(max(1, end)))
        let names = Set(steps.flatMap { $0.tensorNames.learned + $0.tensorNames.kept })
        let tensors = plan.tensors.filter { names.contains($0.key) }
        let last = steps[steps.count - 1].output
        guard let shorter = try? NetworkPlan(steps: steps, tensors: tensors, features: last) else { return self }
        return PlannedNetwork(shorter, holding: stateDictionary)
    }

    /// The steps behind the features as a network of their own: `[N, d]` to scores.
    public var head: PlannedNetwork {
        var steps = Array(plan.steps[plan.headStart...])
        for place in steps.indices {
            steps[place].inputs = steps[place].inputs.map { $0 == plan.features ? NetworkPlan.input : $0 }
        }
        let names = Set(steps.flatMap { $0.tensorNames.learned + $0.tensorNames.kept })
        guard let last = steps.last?.output,
            let rest = try? NetworkPlan(
                steps: steps, tensors: plan.tensors.filter { names.contains($0.key) }, features: last)
        else { return self }
        return PlannedNetwork(rest, holding: stateDictionary)
    }

    private func apply(_ instruction: Program.Instruction, _ slots: [Tensor?], _ pass: Pass) -> Tensor {
        // The plan was checked: every slot that is read has been written.
        func input(_ index: Int) -> Tensor { slots[instruction.inputs[index]] ?? Tensor.zeros([0]) }
        func optional(_ index: Int) -> Tensor? {
            index < instruction.learned.count ? learned[instruction.learned[index]] : nil
        }
        let x = input(0)
        switch instruction.operation {
        case .convolution(let convolution):
            let pad = convolution.padding
            let isEven = pad[0] == pad[2] && pad[1] == pad[3]
            let around = isEven ? x : x.padded([(pad[0], pad[2]), (pad[1], pad[3])])
            return around.channelsLast().conv2d(
                weight: learned[instruction.learned[0]], bias: optional(1), stride: Extent(convolution.stride),
                padding: isEven ? Extent(height: pad[0], width: pad[1]) : 0, groups: convolution.groups)
        case .batchNorm(_, let epsilon, let momentum):
            return normalised(x, instruction, epsilon: epsilon, momentum: momentum, pass)
        case .relu: return x.relu()
        case .relu6: return x.relu6()
        case .hardSwish: return x.hardSwish()
        case .hardSigmoid: return x.hardSigmoid()
        case .maxPool(let size, let stride, let padding, let roundsUp):
            return x.maxPool2d(
                Extent(size), stride: Extent(stride), padding: Extent(padding), roundingUp: roundsUp)
        case .averagePool(let height, let width):
            return x.adaptiveAveragePool2d(Extent(height: height, width: width))
        case .mean: return x.globalAveragePool()
        case .flatten: return x.flattened(from: 1)
        case .dropout(let share):
            return pass.isTraining && share > 0 ? x.dropout(share, using: &pass.random) : x
        case .concatenate:
            return Tensor.concatenated(instruction.inputs.indices.map(input), along: 1)
        case .shortcut(let channels):
            return x.everySecondPixel.padded([(channels, channels), (0, 0), (0, 0)])
        case .add: return x + input(1)
        case .multiply: return x * input(1)
        case .linear: return x.linear(weight: learned[instruction.learned[0]], bias: optional(1))
        }
    }

    private func normalised(
        _ x: Tensor, _ instruction: Program.Instruction, epsilon: Double, momentum: Double, _ pass: Pass
    ) -> Tensor {
        var norm = BatchNorm(0, momentum: momentum, epsilon: epsilon)
        (norm.weight, norm.bias) = (learned[instruction.learned[0]], learned[instruction.learned[1]])
        (norm.runningMean, norm.runningVariance) = (kept[instruction.kept[0]], kept[instruction.kept[1]])
        return norm(x, pass)
    }
}

extension Tensor {
    /// Every second row and column of `[N, C, H, W]`.
    fileprivate var everySecondPixel: Tensor {
        let (height, width) = (size(of: 2), size(of: 3))
        let rows = Tensor(stride(from: 0, to: height, by: 2).map { $0 })
        let columns = Tensor(stride(from: 0, to: width, by: 2).map { $0 })
        return indexSelected(along: 2, at: rows).indexSelected(along: 3, at: columns)
    }
}
