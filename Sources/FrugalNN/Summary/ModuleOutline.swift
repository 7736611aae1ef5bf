import FrugalTensor

/// One part of a module: what it is called, what it holds, and, after a pass, what it gave.
final class OutlineNode {
    let name: String
    let label: String
    let type: ObjectIdentifier
    private(set) weak var parent: OutlineNode?
    var children: [OutlineNode] = []
    /// The tensors that this part names itself, not those of its children.
    var own: [(name: String, role: Role, tensor: Tensor)] = []
    /// All tensors of the part and its children: what tells two parts of one type apart.
    var tensors: [Tensor] = []
    var calls = 0
    var outputShape: [Int]?
    var multiplyAdds = 0

    init(name: String, _ part: some Module, parent: OutlineNode?) {
        self.name = name
        self.label = ModuleLabel.of(part)
        self.type = ObjectIdentifier(Swift.type(of: part))
        self.parent = parent
    }

    /// This part and everything in it, in the order of the visit.
    var subtree: [OutlineNode] { [self] + children.flatMap(\.subtree) }

    /// Learned numbers of the part and its children.
    var parameterCount: Int {
        own.reduce(0) { $1.role == .parameter ? $0 + $1.tensor.count : $0 }
            + children.reduce(0) { $0 + $1.parameterCount }
    }
}

/// Which part lies in which: drawn up by one visit.
final class ModuleOutline {
    let root: OutlineNode
    private var open: [OutlineNode]

    init(of module: some Module) {
        root = OutlineNode(name: "", module, parent: nil)
        open = [root]
        var copy = module
        var visitor = Visitor(drawing: self)
        copy.visit(&visitor)
    }

    func open(_ name: String, _ part: some Module) {
        let node = OutlineNode(name: name, part, parent: open.last)
        open.last?.children.append(node)
        open.append(node)
    }

    func close() { open.removeLast() }

    func show(_ path: String, _ role: Role, _ tensor: Tensor) {
        open.last?.own.append((path.split(separator: ".").last.map(String.init) ?? path, role, tensor))
        for node in open { node.tensors.append(tensor) }
    }
}
