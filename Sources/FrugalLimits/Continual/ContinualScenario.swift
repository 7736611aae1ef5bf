/// What is known about a picture when it is asked about, and what the answer is to be: the three scenarios of van de Ven and
/// Tolias ("Three scenarios for continual learning", arXiv 1904.07734). A figure without its scenario says nothing.
public enum ContinualScenario: String, Codable, Sendable, CaseIterable {
    /// The context is told; the answer is one of its classes, and each context has outputs of its own.
    case task
    /// The context is not told and need not be found out; every context has the same few answers, on shared outputs.
    case domain
    /// The context is not told; the answer is one of all classes so far, each with an output of its own.
    case `class`

    /// The scenario in words: "class-incremental".
    public var title: String { "\(rawValue)-incremental" }
}
