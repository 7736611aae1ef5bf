import FrugalTensor

/// A rule that says what to try next.
///
/// What it says follows from its settings, its seed, the number of the trial and the trials that have ended, and from
/// nothing else: not from the clock, nor from the order in which trials ended. So any process can ask, and a search that is
/// taken up again goes on as it would have. What a searcher keeps between two calls only saves it work.
public protocol Searcher: Sendable {
    /// The name that `frugal search --searcher` takes.
    var name: String { get }

    /// How many trials must have ended, those of numbers 0 up to this, before trial `number` can be proposed.
    func prefix(for number: Int) -> Int

    /// What trial `number` should try.
    /// - Parameters:
    ///   - ended: the trials 0 ..< ``prefix(for:)``, in order.
    ///   - pending: what was proposed since, for the trials from there to `number`.
    mutating func propose(_ number: Int, after ended: [Trial], pending: [Proposal]) throws -> Proposal
}
