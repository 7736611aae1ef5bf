/// Training on whatever comes, with nothing against forgetting: the lower bound. On one lesson with the examples of all
/// contexts it is joint training, the upper bound.
public struct PlainTraining: ContinualMethod {
    /// Plain training.
    public init() {}
}
