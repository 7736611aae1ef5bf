import CFrugalTorch

/// Where a tensor lies and is computed.
public enum Device: Hashable, Sendable, CustomStringConvertible {
    /// The processor.
    case cpu
    /// An NVIDIA device, counted from zero. Needs a CUDA build of libtorch.
    case cuda(Int)
    /// Apple's GPU.
    case mps

    var engineType: Int32 {
        switch self {
        case .cpu: 0
        case .cuda: 1
        case .mps: 13
        }
    }

    var engineIndex: Int32 {
        switch self {
        case .cpu: -1
        case .cuda(let index): Int32(clamping: index)
        case .mps: 0
        }
    }

    init?(engineType: Int32, index: Int32) {
        switch engineType {
        case 0: self = .cpu
        case 1: self = .cuda(Int(max(0, index)))
        case 13: self = .mps
        default: return nil
        }
    }

    /// The devices that this build of the engine can use on this machine.
    public static var available: [Device] {
        Engine.start()
        var devices: [Device] = [.cpu]
        devices += (0..<frugal_cuda_device_count()).map { .cuda($0) }
        if frugal_has_mps() { devices.append(.mps) }
        return devices
    }

    /// A device by its customary name: `cpu`, `cuda`, `cuda:1`, `mps`.
    public init?(name: String) {
        switch name {
        case "cpu": self = .cpu
        case "cuda": self = .cuda(0)
        case "mps": self = .mps
        default:
            guard name.hasPrefix("cuda:"), let index = Int(name.dropFirst(5)), index >= 0 else { return nil }
            self = .cuda(index)
        }
    }

    /// The customary name.
    public var description: String {
        switch self {
        case .cpu: "cpu"
        case .cuda(let index): "cuda:\(index)"
        case .mps: "mps"
        }
    }
}
