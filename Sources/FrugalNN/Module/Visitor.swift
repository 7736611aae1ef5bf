import FrugalTensor

/// What a tensor of a module is for.
public enum Role: Sendable, Hashable {
    /// Learned by gradients.
    case parameter
    /// Kept beside the parameters: running statistics, fixed tables.
    case buffer
}

/// Walks over the tensors of a module. Each has a path, in PyTorch's own names (`blocks.0.weight`), and a role.
public struct Visitor {
    private var path: [String] = []
    /// Joining names costs more than all else in a walk, and a training step has no use for them.
    private let namesPaths: Bool
    private let body: (_ path: String, _ role: Role, _ tensor: inout Tensor) -> Void
    private var outline: ModuleOutline?

    /// A visitor that runs `body` on every tensor.
    public init(_ body: @escaping (_ path: String, _ role: Role, _ tensor: inout Tensor) -> Void) {
        self.init(namesPaths: true, body)
    }

    /// A visitor that may leave the paths empty.
    init(namesPaths: Bool, _ body: @escaping (_ path: String, _ role: Role, _ tensor: inout Tensor) -> Void) {
        self.namesPaths = namesPaths
        self.body = body
    }

    /// A visitor that draws up which part lies in which, and changes nothing.
    init(drawing outline: ModuleOutline) {
        self.init(namesPaths: true) { path, role, tensor in outline.show(path, role, tensor) }
        self.outline = outline
    }

    /// Shows a tensor that is learned.
    public mutating func parameter(_ name: String, _ tensor: inout Tensor) { show(name, .parameter, &tensor) }

    /// Shows a learned tensor that some layers do without, such as a bias.
    public mutating func parameter(_ name: String, _ tensor: inout Tensor?) {
        guard var present = tensor else { return }
        // The optional lets go, so that the tensor can be changed in place.
        tensor = nil
        show(name, .parameter, &present)
        tensor = present
    }

    /// Shows a tensor that is kept but not learned.
    public mutating func buffer(_ name: String, _ tensor: inout Tensor) { show(name, .buffer, &tensor) }

    /// Walks over a part.
    public mutating func child<Part: Module>(_ name: String, _ part: inout Part) {
        guard namesPaths else { return part.visit(&self) }
        path.append(name)
        outline?.open(name, part)
        part.visit(&self)
        outline?.close()
        path.removeLast()
    }

    /// Walks over a part that some modules do without.
    public mutating func child<Part: Module>(_ name: String, _ part: inout Part?) {
        guard var present = part else { return }
        part = nil
        child(name, &present)
        part = present
    }

    /// Walks over a list of parts, named by their numbers.
    public mutating func children<Part: Module>(_ name: String, _ parts: inout [Part]) {
        for index in parts.indices { child(namesPaths ? "\(name).\(index)" : "", &parts[index]) }
    }

    /// Walks over a list of parts some of which are missing, named by their numbers.
    public mutating func children<Part: Module>(_ name: String, _ parts: inout [Part?]) {
        for index in parts.indices { child(namesPaths ? "\(name).\(index)" : "", &parts[index]) }
    }

    private func show(_ name: String, _ role: Role, _ tensor: inout Tensor) {
        guard namesPaths, !path.isEmpty else { return body(name, role, &tensor) }
        body(path.joined(separator: ".") + "." + name, role, &tensor)
    }
}

extension Module {
    /// Runs `body` on every tensor, which it may replace.
    public mutating func forEachTensor(_ body: (_ path: String, _ role: Role, _ tensor: inout Tensor) -> Void) {
        withoutActuallyEscaping(body) { body in
            var visitor = Visitor(body)
            visit(&visitor)
        }
    }

    /// Runs `body` on every learned tensor, which it may replace, in the order of ``parameters``. Quicker than
    /// ``forEachTensor(_:)``, because it names nothing.
    public mutating func forEachParameter(_ body: (_ tensor: inout Tensor) -> Void) {
        withoutActuallyEscaping(body) { body in
            var visitor = Visitor(namesPaths: false) { _, role, tensor in if role == .parameter { body(&tensor) } }
            visit(&visitor)
        }
    }

    /// All tensors, parameters and buffers, in the module's order.
    var tensors: [Tensor] {
        var copy = self
        var found: [Tensor] = []
        var visitor = Visitor(namesPaths: false) { _, _, tensor in found.append(tensor) }
        copy.visit(&visitor)
        return found
    }

    /// The learned tensors in the module's order.
    public var parameters: [Tensor] {
        get {
            var copy = self
            var found: [Tensor] = []
            copy.forEachParameter { found.append($0) }
            return found
        }
        set {
            var next = 0
            forEachParameter { tensor in
                guard next < newValue.count else { return }
                tensor = newValue[next]
                next += 1
            }
        }
    }

    /// The paths of the learned tensors, in the order of ``parameters``.
    public var parameterPaths: [String] {
        var copy = self
        var found: [String] = []
        copy.forEachTensor { path, role, _ in if role == .parameter { found.append(path) } }
        return found
    }

    /// The number of learned numbers.
    public var parameterCount: Int { parameters.reduce(0) { $0 + $1.count } }
}
