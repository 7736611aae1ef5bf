/// How eight neurons go through a step, between their input and their threshold. One loop serves all that conform.
protocol Dynamics: Sendable {
    /// Whether there is a second variable.
    static var hasRecovery: Bool { get }
    /// Whether channels may push or pull membranes, and not only move them.
    static var asksDrive: Bool { get }

    /// What the membranes change by in the step.
    /// - Parameters:
    ///   - membrane: the membranes, from rest.
    ///   - recovery: the second variable, which goes on too.
    ///   - input: what the channels do.
    func change(of membrane: Lanes, _ recovery: inout Lanes, _ input: LaneInput) -> Lanes
}

/// What the channels do to eight neurons in a step.
struct LaneInput {
    /// What the membrane moves by, whatever it does besides.
    var jump = Lanes(repeating: 0)
    /// What pushes the membrane.
    var drive = Lanes(repeating: 0)
    /// What pulls it to where ``drive`` divided by it would be.
    var conductance = Lanes(repeating: 0)
}
