import CFrugalProcess
import Foundation
import FrugalTensor

/// The body of a trial, run within the limits of its order in a process that ends with it.
struct TrialRun {
    let order: TrialOrder
    let body: ForkServer.Body
    /// What else than tensors may be mapped beyond the limit before the system refuses: a tensor that does not fit throws
    /// an error, which says more than a crash.
    private static let slack = 64 << 20

    /// Sends what the trial prints to its own file, so that it lies beside its checkpoints and not in the search's output.
    /// What an earlier attempt printed goes.
    func redirectOutput() {
        var file = open(order.outputFile, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0o666)
        if file < 0 { file = open("/dev/null", O_WRONLY | O_CLOEXEC) }
        guard file >= 0 else { return }
        dup2(file, STDOUT_FILENO)
        dup2(file, STDERR_FILENO)
        close(file)
    }

    /// Runs it.
    /// - Parameter say: hears how far it is.
    /// - Returns: its result, or what it threw.
    func outcome(say: @escaping (TrialStep) -> Void) -> Result<TrialResult, WrappedFault> {
        if let memory = order.memory {
            Engine.Memory.setLimit(Engine.Memory.inUse + max(0, memory))
            _ = frugal_process_limit_memory(UInt64(max(0, memory) + Self.slack))
        }
        defer {
            // What follows is small, but must not fail for want of memory.
            if order.memory != nil { _ = frugal_process_limit_memory(.max) }
        }
        var progress = TrialProgress(say: say)
        do {
            return .success(try Tensor.checking { try body(order, &progress) })
        } catch {
            return .failure(WrappedFault(fault: TrialFault(error)))
        }
    }

    /// A fault as an error.
    struct WrappedFault: Error {
        let fault: TrialFault
    }
}
