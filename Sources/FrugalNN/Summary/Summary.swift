import FrugalTensor

/// A model as a tree: parts, shapes, parameters and, where a pass was watched, multiply-adds. Print it.
public struct Summary: Sendable, CustomStringConvertible {
    /// One line of the tree.
    public struct Row: Sendable {
        /// Branches, name, type and settings: `├─ conv1: Conv2d(stride: 1)`.
        public let title: String
        /// The shape of what the part gave, or of the tensors it holds.
        public let shape: String
        /// Learned numbers of the part, its children included.
        public let parameters: Int
        /// Multiply-adds of all calls of the part; nil without a pass.
        public let multiplyAdds: Int?
    }

    /// The lines from the whole model down.
    public let rows: [Row]
    /// Learned numbers of the whole model.
    public var parameters: Int { rows.first?.parameters ?? 0 }
    /// Multiply-adds of the whole pass; nil without one.
    public var multiplyAdds: Int? { rows.first?.multiplyAdds }
    /// Bytes of all parameters and buffers.
    public let bytes: Int

    init(_ outline: ModuleOutline, withPass: Bool) {
        var rows: [Row] = []
        func add(_ node: OutlineNode, _ branch: String, _ indent: String) {
            let title = node.name.isEmpty ? node.label : "\(node.name): \(node.label)"
            let held = node.own.map { "\($0.name) \($0.tensor.shape)" }.joined(separator: ", ")
            let given = node.outputShape.map { "\($0)" + (node.calls > 1 ? " (\(node.calls) calls)" : "") } ?? ""
            rows.append(
                Row(
                    title: branch + title, shape: withPass ? given : held, parameters: node.parameterCount,
                    multiplyAdds: withPass ? node.multiplyAdds : nil))
            for (index, child) in node.children.enumerated() {
                let last = index == node.children.count - 1
                add(child, indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "))
            }
        }
        add(outline.root, "", "")
        self.rows = rows
        self.bytes = outline.root.tensors.reduce(0) { $0 + $1.count * $1.dtype.byteCount }
    }

    /// The tree with its columns aligned, and a line of totals.
    public var description: String {
        let counted = multiplyAdds != nil
        var lines = [["", counted ? "output" : "holds", "parameters"] + (counted ? ["multiply-adds"] : [])]
        lines += rows.map { row in
            [row.title, row.shape, row.parameters.grouped] + (row.multiplyAdds.map { [$0.grouped] } ?? [])
        }
        let widths = lines[0].indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
        var text = lines.map { cells in
            zip(cells, widths).enumerated().map { column, cell in
                let space = String(repeating: " ", count: cell.1 - cell.0.count)
                return column < 2 ? cell.0 + space : space + cell.0
            }.joined(separator: "  ")
        }
        let operations = multiplyAdds.map { ", \($0.grouped) multiply-adds" } ?? ""
        text.append("total: \(parameters.grouped) parameters\(operations), \(bytes.grouped) bytes")
        return text.joined(separator: "\n")
    }
}

extension Int {
    /// Digits in groups of three: `1,234,567`.
    fileprivate var grouped: String {
        let digits = String(magnitude)
        let groups = digits.enumerated().map { index, digit in
            let left = digits.count - index
            return index > 0 && left % 3 == 0 ? ",\(digit)" : "\(digit)"
        }
        return (self < 0 ? "-" : "") + groups.joined()
    }
}
