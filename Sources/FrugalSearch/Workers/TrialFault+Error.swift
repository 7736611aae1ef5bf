import FrugalFiles
import FrugalTensor
import FrugalTrack

extension TrialFault {
    /// What `error` says about a trial.
    init(_ error: any Error) {
        let kind: Kind =
            switch error {
            case let error as TensorError where error.code == .outOfMemory: .memory
            case let error as FileError where error.kind == .fileSystem: .storage
            case let error as TrackError where error.kind == .fileSystem: .storage
            default: .error
            }
        self.init(kind: kind, text: String("\(error)".prefix(2000)))
    }
}
