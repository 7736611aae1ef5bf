import FrugalData

extension NIRGraph {
    /// The shape of what each node passes on, from the graph's inputs and from what nodes say of themselves.
    ///
    /// The graph must be checked and without inner graphs. Numbers of a neuron that are all alike may be given once.
    /// - Throws: `DataError` that names a node whose shape is nowhere said, or to which something leads that does not
    ///   fit.
    func shapes() throws -> [String: [Int]] {
        var shapes = nodes.compactMapValues(\.ownShape)
        for edge in edges { shapes[edge.source] = shapeWithoutBatch(edge, shapes[edge.source]) }
        var isGrowing = true
        while isGrowing {
            isGrowing = false
            for edge in edges where shapes[edge.target] == nil {
                guard let source = shapes[edge.source], let target = nodes[edge.target] else { continue }
                shapes[edge.target] = try Self.naming(edge.target) { try target.shape(from: source) }
                isGrowing = true
            }
        }
        if let name = nodes.keys.filter({ shapes[$0] == nil }).min() {
            throw DataError(
                .inconsistent, place: "node '\(name)'", "its shape is nowhere said",
                remedy: "Let an Input with a shape lead to it, or write its input_shape")
        }
        for edge in edges {
            guard let source = shapes[edge.source], let target = nodes[edge.target] else { continue }
            let fitting = try Self.naming(edge.target) { try target.shape(from: source) }
            guard fitting == shapes[edge.target] else {
                throw DataError(
                    .inconsistent, place: "edge '\(edge.source)' to '\(edge.target)'",
                    "what comes makes \(fitting), and the node says \(shapes[edge.target] ?? [])",
                    remedy: "Give numbers that fit")
            }
        }
        return shapes
    }

    /// The shape of an input without the batch of one that Norse writes before it, where only that fits.
    private func shapeWithoutBatch(_ edge: Edge, _ shape: [Int]?) -> [Int]? {
        guard let shape, shape.count > 1, shape[0] == 1, nodes[edge.source]?.type == .input,
            let target = nodes[edge.target], (try? target.shape(from: shape)) == nil,
            (try? target.shape(from: Array(shape.dropFirst()))) != nil
        else { return shape }
        return Array(shape.dropFirst())
    }
}

extension NIRNode {
    /// The field whose shape is that of a node which works number by number.
    private var elementwise: NIRArray? {
        switch type {
        case .scale: self[.scale]
        case .delay: self[.delay]
        default:
            type.isNeuron ? type.required.compactMap { self[$0] }.max { $0.values.count < $1.values.count } : nil
        }
    }

    /// The shape that the node passes on, as far as it says so itself.
    fileprivate var ownShape: [Int]? {
        switch type {
        case .input: return self[.shape]?.whole
        case .affine, .linear: return self[.weight].map { [$0.shape[0]] }
        default:
            guard let array = elementwise, array.values.count > 1 else { return nil }
            return array.shape
        }
    }

    /// The shape that the node makes of one that comes in.
    fileprivate func shape(from input: [Int]) throws -> [Int] {
        switch type {
        case .input: throw fault(.inconsistent, "an edge leads to an Input", remedy: "Leave it out")
        case .output:
            let shape = try whole(.shape)
            guard shape.reduce(1, *) == input.reduce(1, *) else { throw misfit(input, shape) }
            return input
        case .affine, .linear:
            let weight = try numbers(.weight).shape
            guard input == [weight[1]] else { throw misfit(input, [weight[1]]) }
            return [weight[0]]
        case .convolution1d, .convolution2d: return try slid(input)
        case .sumPool2d, .averagePool2d: return try slid(input)
        case .flatten: return try flat(input)
        case .graph: return input
        default:
            guard let array = elementwise, array.values.count > 1 else { return input }
            guard array.shape == input else { throw misfit(input, array.shape) }
            return input
        }
    }

    private func slid(_ input: [Int]) throws -> [Int] {
        let windows = try windows()
        guard input.count == windows.count + 1 else {
            throw fault(
                .inconsistent, "what reaches it has the shape \(input)",
                remedy: "Let it have channels and \(windows.count) more dimensions")
        }
        var channels = input[0]
        if let weight = self[.weight] {
            let groups = try whole(.groups)[0]
            guard input[0] == weight.shape[1] * groups, weight.shape[0] % groups == 0 else {
                throw fault(
                    .inconsistent, "\(input[0]) channels reach weights of shape \(weight.shape) in \(groups) groups",
                    remedy: "Give channels that fit")
            }
            channels = weight.shape[0]
        }
        if let said = self[.inputShape]?.whole, said != Array(input.dropFirst()) {
            throw misfit(Array(input.dropFirst()), said)
        }
        let extents = zip(windows, input.dropFirst()).map { $0.places(along: $1) }
        guard extents.allSatisfy({ $0 > 0 }) else {
            throw fault(.inconsistent, "its kernel is larger than \(input)", remedy: "Give a larger input or padding")
        }
        guard NIRArray.count([channels] + extents) <= Self.mostNumbers else {
            throw fault(.tooLarge, "it makes \([channels] + extents)", remedy: "Give less padding or channels")
        }
        return [channels] + extents
    }

    private func flat(_ input: [Int]) throws -> [Int] {
        func dimension(_ field: NIRField) throws -> Int {
            let value = try whole(field)[0]
            let index = value < 0 ? value + input.count : value
            guard input.indices.contains(index) else {
                throw fault(
                    .inconsistent, "\(field.rawValue) is \(value) for the shape \(input)",
                    remedy: "Count dimensions from 0, without that of a batch")
            }
            return index
        }
        let (first, last) = (try dimension(.startDimension), try dimension(.endDimension))
        guard first <= last else {
            throw fault(.inconsistent, "it flattens from \(first) to \(last)", remedy: "Let start_dim come first")
        }
        return Array(input[..<first]) + [input[first...last].reduce(1, *)] + Array(input[(last + 1)...])
    }

    private func misfit(_ found: [Int], _ wanted: [Int]) -> DataError {
        fault(
            .inconsistent, "what reaches it has the shape \(found), and it takes \(wanted)",
            remedy: found.count > 1 && wanted.count == 1 ? "Put a Flatten before it" : "Give shapes that fit")
    }
}
