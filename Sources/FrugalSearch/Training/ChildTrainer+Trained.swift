import Foundation
import FrugalTrack

extension ChildTrainer {
    /// Gives `network` the weights that a training saved last.
    /// - Parameter checkpoint: the file of that training.
    /// - Throws: the errors of a missing or damaged file, or of one of another network.
    public static func load<Network: SearchedNetwork>(_ checkpoint: URL, into network: inout Network) throws {
        try TrainingCheckpoint<Network>(at: checkpoint, of: .child).load(into: &network)
    }
}
