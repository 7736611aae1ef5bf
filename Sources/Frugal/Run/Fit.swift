import Foundation
import FrugalTensor
import FrugalTrack

/// The main job: from labelled data to the best model that a time allows, with the evidence for it.
///
///     var recipe = FitRecipe()
///     recipe.seconds = 60
///     let result = try Fit(data: "photos", bundle: "photos.frugal", recipe: recipe).run()
///     print(result.test.accuracy)
///
/// The run is kept in `NAME.frugal.work` beside the bundle. Whenever it was stopped, an equal `Fit` goes on from there.
public struct Fit: Sendable {
    /// The data: a folder or a file.
    public var data: String
    /// The folder of the bundle that is written.
    public var bundle: URL
    /// The settings.
    public var recipe: FitRecipe
    /// Labelled data for the final score; nil to cut a part off `data`.
    public var test: String?
    /// The line that repeats the run, for its record; empty to describe this value.
    public var command: String
    /// Whether broken files are left out and listed instead of refused.
    public var skipsBroken: Bool
    /// Whether what an earlier run left is removed first.
    public var startsAfresh: Bool

    /// A fit of `data` into `bundle`.
    public init(
        data: String, bundle: String, recipe: FitRecipe = FitRecipe(), test: String? = nil, command: String = "",
        skipsBroken: Bool = false, startsAfresh: Bool = false
    ) {
        self.data = data
        self.bundle = URL(fileURLWithPath: bundle)
        self.recipe = recipe
        self.test = test
        self.command = command
        self.skipsBroken = skipsBroken
        self.startsAfresh = startsAfresh
    }

    /// The folder that keeps the run, beside the bundle.
    public var work: URL { ModelBundle.work(besides: bundle) }

    /// Runs the job, or goes on with it, or gives the result of a finished one.
    ///
    /// - Parameters:
    ///   - usedBefore: seconds of the budget that are gone already, such as those of loading the program.
    ///   - observer: is told what happens, on the calling thread.
    ///   - shouldStop: asked at every step; true saves the state and throws ``FrugalError`` of kind `interrupted`.
    /// - Throws: ``FrugalError``, `DataError`, `TrackError` or `TensorError`, each with what to do about it. What is on
    ///   disk then still serves to go on.
    public func run(
        usedBefore: Double = 0, observer: @escaping (FitEvent) -> Void = { _ in },
        shouldStop: @escaping () -> Bool = { false }
    ) throws -> FitResult {
        try recipe.check()
        try ModelBundle.checkReplaceable(bundle)
        let threads = Engine.threads
        defer {
            Engine.threads = threads
            Engine.Memory.setLimit(nil)
        }
        let session = try FitSession(self, usedBefore: usedBefore, observer: observer, shouldStop: shouldStop)
        return try session.run()
    }
}
