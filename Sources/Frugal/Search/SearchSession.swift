import Foundation
import FrugalData
import FrugalSearch
import FrugalTensor
import FrugalTrack

/// One process's work on a search. Its phases are in extensions.
final class SearchSession {
    let search: DataSearch
    let data: SearchData
    let test: LabelledData?
    let family: any NetworkFamily
    let device: Device
    let lanes: Int
    let folder: RunFolder
    let budget: Budget
    let observer: (SearchEvent) -> Void
    let shouldStop: () -> Bool
    let base: SearchTask
    /// What all studies run in, so that the data are read once.
    let pool: TrialPool
    /// Seconds that scoring all trained networks on the test part needs, once it is known how fast that is.
    var closingSeconds = 0.0
    private var noted = ContinuousClock.now

    var recipe: SearchRecipe { search.recipe }

    /// Reads and checks the data, then opens the folder: nothing is written before the data are known to be fit.
    init(
        _ search: DataSearch, usedBefore: Double, observer: @escaping (SearchEvent) -> Void,
        shouldStop: @escaping () -> Bool
    ) throws {
        let begin = Budget.monotonicSeconds()
        self.search = search
        self.observer = observer
        self.shouldStop = shouldStop
        let recipe = search.recipe
        device = try EngineSetup.apply(device: recipe.device, threads: nil)
        lanes = recipe.lanes ?? max(1, ProcessInfo.processInfo.activeProcessorCount)
        Engine.threads = 1
        observer(.phase("reading \(search.data)"))
        var options = LabelledData.Options()
        options.side = recipe.side
        options.target = recipe.target
        options.skipsBroken = search.skipsBroken
        options.largestSide = 48
        let data = try LabelledData.load(search.data, options: options)
        test = try data.officialTest.map { images in
            LabelledData(
                path: data.path, pictures: try images.relabelled(as: data.classes, path: data.path), findings: [],
                duplicates: [])
        }
        try data.checkFit(parts: test == nil ? 3 : 2)
        var recorded = recipe
        recorded.lanes = recipe.searcher == .reinforce ? nil : lanes
        do {
            folder = try RunFolder(
                at: search.work,
                record: RunRecord(
                    recipe: recorded, seed: recipe.seed, versions: Versions.all, dataHashes: ["data": data.checksum()]))
        } catch let error as TrackError where error.kind == .conflict {
            throw FrugalError(
                .conflict, search.work.path,
                "this folder holds a search with other settings, another seed or other data",
                remedy: "repeat that command to go on with it, or choose another --out")
        }
        let before = (folder.record.ledger?.seconds ?? 0) + usedBefore + Budget.monotonicSeconds() - begin
        budget = Budget(seconds: recipe.trials == nil ? recipe.seconds : nil, usedBefore: before)
        let split = try Self.split(data, hasTest: test != nil, seed: recipe.seed, folder: folder)
        let shape = try Preprocessing.fit(data, training: split.train).shape
        let space = recipe.space ?? (recipe.searcher.sharedChildren == nil ? shape.searchSpace : "enas-micro")
        family = try NetworkFamilies.named(space)
        let childRecipe = Self.childRecipe(
            shape, examples: split.train.count, seconds: budget.left, device: device)
        base = SearchTask(
            data: search.data, target: recipe.target, side: recipe.side, largestSide: options.largestSide,
            skipsBroken: search.skipsBroken, split: folder.file("split.tsv").path, family: space, recipe: childRecipe,
            device: recipe.device, measuresLatency: recipe.goal == .latency)
        self.data = try SearchData(data, split: split, recipe: childRecipe)
        try folder.save(search, as: SearchOverview.settingsFile)
        try folder.save(base, as: SearchTask.file)
        pool = TrialPool(width: lanes, command: .same(search.workerArguments + [search.work.path]))
        for finding in data.findings { observer(.note(finding)) }
    }

    /// The phases in order. Each finds on disk what an earlier process finished.
    func run() throws -> DataSearchResult {
        if let done = try folder.saved(DataSearchResult.self, as: "result.json"),
            (try? ModelBundle.load(from: search.bundle)) != nil
        {
            observer(
                .note("this search is finished: what follows is its result; remove \(search.work.path) to search anew"))
            return done
        }
        if folder.isResumed {
            observer(.note("going on with a search that used \(Humanise.duration(budget.used)) so far"))
        }
        defer { try? noteTime() }
        let plan = try self.plan()
        let searches = try runSearches(plan)
        let finals = try runFinals(searches, plan)
        let rankings = try runRankings(searches, finals.length)
        let smaller = try runReductions(searches, after: finals, plan)
        return try finish(searches, finals, smaller, rankings, plan)
    }

    /// Notes the time so far, so that stopping and going on never buys time.
    func noteTime() throws {
        let seconds = budget.used
        try folder.update { $0.ledger = LedgerRecord(seconds: seconds) }
    }

    /// The same every five seconds, for whoever is told of progress.
    func noteTimeNowAndThen() {
        guard ContinuousClock.now - noted > .seconds(5) else { return }
        noted = .now
        // A note that cannot be written now fails with its reason when the next result is saved.
        try? noteTime()
    }

    /// Stops here where the user wants it.
    func checkInterruption() throws {
        guard shouldStop() else { return }
        try noteTime()
        throw FrugalError(
            .interrupted, search.work.path, "the search was stopped", remedy: "the same command goes on with it")
    }

    private static func split(_ data: LabelledData, hasTest: Bool, seed: UInt64, folder: RunFolder) throws -> Split {
        let file = folder.file("split.tsv").path
        let labels = data.labels.map { data.classes[$0] }
        if DataFile.kind(of: file) == .file { return try SplitFile.read(file, names: data.names, labels: labels) }
        let split = try SplitPlan.split(data, hasTest: hasTest, seed: seed)
        try SplitFile.write(split, names: data.names, labels: labels, to: file)
        return split
    }

    /// How everything is trained, apart from how long: as the ladder of a fit trains small networks on such data.
    private static func childRecipe(
        _ shape: InputShape, examples: Int, seconds: Double, device: Device
    ) -> ChildRecipe {
        // On a processor small batches cost no more an example, and short trainings need many steps.
        let size = min(Ladder.batchSize(examples), device == .cpu ? 64 : .max)
        var recipe = ChildRecipe.short(epochs: 1, batchSize: size)
        recipe.validationInterval = 0
        if case .image(let height, let width, _) = shape {
            // A final training has a tenth or so of the time, on one thread.
            if Ladder.distorts(examples: examples, pixels: height * width, seconds: seconds / 5) {
                recipe.transforms = [Distortion(shift: Double(min(height, width)) / 8).transform]
            } else {
                // Small networks that see each example a few times are far from knowing them by heart.
                recipe.labelSmoothing = 0
            }
        }
        return recipe
    }
}

extension InputShape {
    /// Whether an example is a picture.
    var isImage: Bool { if case .image = self { true } else { false } }

    /// The space that is searched where none is named.
    var searchSpace: String { isImage ? "mobile" : "tables" }
}
