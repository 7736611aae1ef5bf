import FrugalData

extension NIRNode {
    /// Finds fields that are missing, of a wrong shape, not finite, or not of the sign that they must have.
    /// - Throws: `DataError` without a node's name.
    func check() throws {
        for field in type.required where fields[field] == nil {
            throw fault(
                .malformed, "\(type.rawValue) has no \(field.rawValue)",
                remedy: "Write the node with all fields of the format")
        }
        for (field, value) in fields.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            switch value {
            case .numbers(let array): try check(array, field)
            case .text(let text):
                guard field == .padding, ["same", "valid"].contains(text) else {
                    throw fault(
                        .malformed, "\(field.rawValue) is the text '\(text)'",
                        remedy: field == .padding ? "Write numbers, 'same' or 'valid'" : "Write numbers")
                }
            }
        }
        try checkAgreement()
    }

    /// More numbers than this between two nodes are refused: 2^24.
    static let mostNumbers = 1 << 24

    private func check(_ array: NIRArray, _ field: NIRField) throws {
        let name = field.rawValue
        guard field.ranks.contains(array.shape.count) else {
            throw fault(
                .malformed, "\(name) has the shape \(array.shape)",
                remedy: "Give it \(field.ranks.lowerBound) to \(field.ranks.upperBound) dimensions")
        }
        guard array.shape.allSatisfy({ $0 > 0 }), array.values.count == array.shape.reduce(1, *) else {
            throw fault(.malformed, "\(name) is empty: its shape is \(array.shape)", remedy: "Give it numbers")
        }
        if field == .shape, let shape = array.whole, NIRArray.count(shape) > Self.mostNumbers {
            throw fault(.tooLarge, "its shape is \(shape)", remedy: "Give at most \(Self.mostNumbers) numbers")
        }
        guard let wrong = array.values.firstIndex(where: { !isPossible($0, field) }) else { return }
        let value = array.values[wrong]
        let wanted =
            !value.isFinite ? "finite numbers" : field.isWhole ? "whole numbers that fit" : "numbers above zero"
        throw fault(.malformed, "\(name) number \(wrong) is \(value)", remedy: "Give \(wanted)")
    }

    private func isPossible(_ value: Double, _ field: NIRField) -> Bool {
        guard value.isFinite else { return false }
        if field.isWhole, value.magnitude > 16_777_216 || value.rounded() != value { return false }
        if field == .delay || field == .padding, value < 0 { return false }
        return !field.isPositive || value > 0
    }

    /// The numbers of a neuron must be alike in shape, and a bias must fit its weights.
    private func checkAgreement() throws {
        if let weight = self[.weight], let bias = self[.bias] {
            let outputs = type == .affine ? weight.shape[weight.shape.count - 2] : weight.shape[0]
            guard bias.values.count == outputs else {
                throw fault(
                    .inconsistent, "\(bias.values.count) biases for \(outputs) outputs", remedy: "Give \(outputs)")
            }
        }
        let rank = [.convolution1d: 3, .convolution2d: 4][type] ?? (type == .affine || type == .linear ? 2 : nil)
        if let rank, let weight = self[.weight], weight.shape.count != rank {
            throw fault(
                .malformed, "weight has the shape \(weight.shape)", remedy: "Give \(type.rawValue) \(rank) dimensions")
        }
        guard type.isNeuron else { return }
        let shapes = Set(fields.keys.compactMap { self[$0] }.filter { $0.values.count > 1 }.map(\.shape))
        guard shapes.count <= 1 else {
            let text = shapes.map { "\($0)" }.sorted().joined(separator: " and ")
            throw fault(.inconsistent, "its numbers have the shapes \(text)", remedy: "Give all the same shape")
        }
    }
}
