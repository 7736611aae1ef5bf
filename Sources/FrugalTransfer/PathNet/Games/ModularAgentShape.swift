import FrugalTrack

/// The sizes of a modular actor-critic for pictures, under the names of the paper.
public struct ModularAgentShape: Codable, Hashable, Sendable {
    /// What the modules of a layer are; each is followed by a rectifier.
    public enum Kind: Codable, Hashable, Sendable {
        /// Kernels of `size` x `size` pixels, one place every `stride`.
        case convolution(kernels: Int, size: Int, stride: Int)
        /// A linear map of all that comes in.
        case dense(units: Int)

        /// Channels, or units, that a module gives.
        var outputs: Int {
            switch self {
            case .convolution(let kernels, _, _): kernels
            case .dense(let units): units
            }
        }
    }

    /// Stacked pictures.
    public var frames: Int
    /// Rows and columns of a picture.
    public var side: Int
    /// The actions.
    public var actions: Int
    /// L of them: what the modules of each layer are.
    public var layers: [Kind]
    /// M: modules of a layer.
    public var modules: Int
    /// N: genes of a layer, the most modules that a path uses there.
    public var genes: Int

    /// Sizes.
    public init(frames: Int, side: Int, actions: Int, layers: [Kind], modules: Int, genes: Int) {
        self.frames = frames
        self.side = side
        self.actions = actions
        self.layers = layers
        self.modules = modules
        self.genes = genes
    }

    /// The Atari network of the paper on the native games' pictures, which its kernels happen to fit to the pixel: three
    /// layers of eight kernels, 8x8 by 4, 4x4 by 2 and 3x3 by 1, then 50 units; ten modules a layer, four in a path.
    public static func atari2017(frames: Int, side: Int = GamePicture.side, actions: Int) -> ModularAgentShape {
        ModularAgentShape(
            frames: frames, side: side, actions: actions,
            layers: [
                .convolution(kernels: 8, size: 8, stride: 4), .convolution(kernels: 8, size: 4, stride: 2),
                .convolution(kernels: 8, size: 3, stride: 1), .dense(units: 50),
            ], modules: 10, genes: 4)
    }

    /// The same with as many modules as a path may have, all of them in use: the fixed path of the paper's controls.
    public var ofOnePath: ModularAgentShape {
        var shape = self
        shape.modules = genes
        return shape
    }

    /// What enters the modules of each layer, channels or numbers.
    /// - Throws: `FrugalError` where a kernel is larger than what it looks at, or a size is not above zero.
    func inputs() throws -> [Int] {
        var (channels, side, isFlat) = (frames, side, false)
        guard min(frames, side, actions, modules, genes) > 0, !layers.isEmpty else {
            throw misfit("a size is not above zero")
        }
        return try layers.map { kind in
            defer { channels = kind.outputs }
            switch kind {
            case .convolution(let kernels, let size, let stride):
                guard !isFlat, min(kernels, size, stride) > 0, size <= side else {
                    throw misfit(
                        "kernels of \(size) x \(size) do not fit \(isFlat ? "numbers" : "\(side) x \(side) places")")
                }
                side = (side - size) / stride + 1
                return channels
            case .dense:
                defer { isFlat = true }
                return isFlat ? channels : channels * side * side
            }
        }
    }

    private func misfit(_ problem: String) -> FrugalError {
        FrugalError(
            .usage, "ModularAgentShape", problem,
            remedy: "begin with convolutions that fit the pictures and end with dense layers")
    }
}
