/// One point of a learning curve.
public struct CurvePoint: Codable, Sendable, Equatable {
    /// Epochs trained.
    public var epoch: Double
    /// The mean training loss since the point before.
    public var trainingLoss: Double
    /// The log loss on validation; nil where there is no validation part.
    public var validationLoss: Double?
    /// The accuracy on validation; nil where there is no validation part.
    public var validationAccuracy: Double?
}
