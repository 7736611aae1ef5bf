import ArgumentParser
import FrugalTransfer

extension TuningPolicy: ExpressibleByArgument {
    /// The policy as a person writes it; nil for none.
    public init?(argument: String) { self.init(argument) }
}

extension TuningSettings.Normalisation: ExpressibleByArgument {}
extension Backbone: ExpressibleByArgument {}
