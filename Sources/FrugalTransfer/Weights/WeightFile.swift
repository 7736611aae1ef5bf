import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack

/// A file of trained weights: a safetensors file, with or without a description beside it.
public struct WeightFile: Sendable {
    /// The file.
    public let url: URL
    /// The tensors, their names freed of what wrappers put before them.
    public let state: StateDictionary

    /// Reads a file.
    /// - Throws: ``FrugalError`` of kind `model` for a PyTorch pickle, with a converter; `SafetensorsError` for a damaged file
    ///   or one that holds NaN or infinity.
    public init(at url: URL) throws {
        try Self.refuseOthers(at: url)
        self.url = url
        let stored = try SafetensorsFile(at: url).stateDictionary([.rejectingNonFinite])
        state = StateDictionary(
            stored.compactMap { name, tensor in
                // PyTorch's counter of batches only counts.
                name.hasSuffix(".num_batches_tracked") ? nil : (Self.plain(name), tensor)
            })
    }

    /// `module.` comes from data parallel training, `_orig_mod.` from a compiled model.
    private static func plain(_ name: String) -> String {
        for prefix in ["module.", "_orig_mod."] where name.hasPrefix(prefix) {
            return plain(String(name.dropFirst(prefix.count)))
        }
        return name
    }

    /// The description beside the file: `NAME.json` beside `NAME.safetensors`; nil where there is none.
    /// - Throws: as ``WeightDescription/init(at:)``.
    public func description() throws -> WeightDescription? {
        let beside = url.deletingPathExtension().appendingPathExtension("json")
        return FileManager.default.fileExists(atPath: beside.path) ? try WeightDescription(at: beside) : nil
    }

    /// The network of torchvision's whose tensors these are, whatever the classes of the head.
    /// - Throws: ``FrugalError`` of kind `model` that names the nearest network and what differs.
    public func backbone() throws -> Backbone {
        var nearest: (backbone: Backbone, shared: Int)?
        for backbone in Backbone.allCases {
            let plan = try backbone.plan()
            let body = plan.tensors.filter { !plan.headNames.contains($0.key) }
            let shared = body.count { state[$0.key]?.shape == $0.value }
            if shared == body.count, state.count == plan.tensors.count { return backbone }
            if shared > nearest?.shared ?? 0 { nearest = (backbone, shared) }
        }
        let hint =
            nearest.map { "; \($0.shared) of its \(state.count) tensors are those of \($0.backbone.rawValue)" } ?? ""
        throw FrugalError(
            .model, url.path, "these are not the weights of a network that is known\(hint)",
            remedy: "put a description with its steps beside it, as the published weights have, or give the weights of "
                + Backbone.allCases.map(\.rawValue).joined(separator: ", "))
    }

    private static func refuseOthers(at url: URL) throws {
        guard let handle = try? FileHandle(forReadingFrom: url), let start = try? handle.read(upToCount: 8) else {
            return
        }
        try? handle.close()
        // A safetensors file begins with a length, whose upper bytes are zeros.
        if start.first == UInt8(ascii: "{"), start.last != 0 {
            let weights = url.deletingPathExtension().appendingPathExtension("safetensors")
            let isBeside = FileManager.default.fileExists(atPath: weights.path)
            throw FrugalError(
                .model, url.path, "this describes weights and holds none",
                remedy: isBeside
                    ? "give \(weights.path), which finds it" : "give the safetensors file that it describes")
        }
        let isZip = start.starts(with: [0x50, 0x4B, 0x03, 0x04])
        let isPickle = start.count > 1 && start[start.startIndex] == 0x80 && start[start.startIndex + 1] < 6
        guard isZip || isPickle else { return }
        throw FrugalError(
            .model, url.path,
            "this is a PyTorch pickle, which can run any program when it is read, and is not read here",
            remedy: "turn it into a safetensors file where it comes from:\n\n" + Self.converter + "\n")
    }

    /// Ten lines of Python that make a safetensors file of a PyTorch checkpoint.
    public static let converter = """
            # pip install torch safetensors; python convert.py model.pth model.safetensors
            import sys
            import torch
            from safetensors.torch import save_file

            state = torch.load(sys.argv[1], map_location="cpu", weights_only=True)
            for key in ("state_dict_ema", "model_ema", "state_dict", "model"):
                if isinstance(state, dict) and isinstance(state.get(key), dict):
                    state = state[key]
            save_file({name: t.contiguous().clone() for name, t in state.items() if torch.is_tensor(t)}, sys.argv[2])
        """
}
