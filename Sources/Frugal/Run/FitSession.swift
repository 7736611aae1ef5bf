import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack

/// One process's work on a fit: the data, the folder, the clock, and the rows so far. Its phases are in extensions.
final class FitSession {
    let fit: Fit
    let device: Device
    let threads: ThreadChoice
    /// The examples as the fit's own networks take them.
    let own: ExampleView
    /// The trained network that the fit begins with, and the examples as it takes them; nil without one.
    let transferSource: TransferSource?
    let transferView: ExampleView?
    let split: Split
    let folder: FitFolder
    let budget: Budget
    let observer: (FitEvent) -> Void
    let shouldStop: () -> Bool
    var leaderboard: [LeaderboardEntry]

    var recipe: FitRecipe { fit.recipe }
    var data: LabelledData { own.data }
    var test: LabelledData? { own.test }
    var preprocessing: Preprocessing { own.preprocessing }
    var plain: ExampleSource { own.plain }
    var classCount: Int { data.classes.count }

    /// The examples as the network of a row takes them.
    func view(of entry: LeaderboardEntry) -> ExampleView { entry.role == .transfer ? transferView ?? own : own }

    /// Reads and checks the data, then opens the working folder: nothing is written before the data are known to be
    /// fit.
    init(
        _ fit: Fit, usedBefore: Double, observer: @escaping (FitEvent) -> Void, shouldStop: @escaping () -> Bool
    ) throws {
        let begin = Budget.monotonicSeconds()
        self.fit = fit
        self.observer = observer
        self.shouldStop = shouldStop
        device = try EngineSetup.apply(device: fit.recipe.device, threads: fit.recipe.threads)
        threads = ThreadChoice(most: Engine.threads)
        Engine.threads = 1
        Engine.Memory.setLimit(fit.recipe.memoryLimit ?? EngineSetup.availableMemory.map { $0 / 5 * 4 })

        observer(.phase("reading \(fit.data)"))
        var options = LabelledData.Options()
        options.side = fit.recipe.side
        options.target = fit.recipe.target
        options.skipsBroken = fit.skipsBroken
        options.largestSide = Self.largestSide(seconds: fit.recipe.seconds)
        let data = try LabelledData.load(fit.data, options: options)
        let test = try Self.test(for: data, of: fit)
        try data.checkFit(parts: test == nil ? 3 : 2)
        transferSource = try fit.recipe.transfer.map { try TransferSource($0) }
        let device = device
        transferView = try transferSource.map {
            try ExampleView(data, test: test, for: $0, fit: fit, device: device)
        }

        var hashes = ["data": try data.checksum()]
        if let test { hashes["test"] = try test.checksum() }
        if let transferSource { hashes["from"] = transferSource.hash }
        let recipe = RecordedRecipe(fit.recipe, skipsBroken: fit.skipsBroken)
        let record = try RunRecord(
            recipe: recipe, seed: fit.recipe.seed, versions: Versions.all, dataHashes: hashes)
        folder = try FitFolder(at: fit.work, record: record, startsAfresh: fit.startsAfresh)
        let readingSeconds = Budget.monotonicSeconds() - begin
        budget = Budget(seconds: fit.recipe.seconds, usedBefore: folder.usedBefore + usedBefore + readingSeconds)
        leaderboard = try folder.leaderboard()
        split = try Self.split(data, hasTest: test != nil, seed: fit.recipe.seed, folder: folder)
        own = try ExampleView(
            data, test: test, Preprocessing.fit(data, training: split.train), device: device)
        for finding in data.findings { observer(.note(finding)) }
    }

    /// The phases in order. Each finds on disk what an earlier process finished.
    func run() throws -> FitResult {
        if folder.run.isResumed, folder.usedBefore > 0 {
            observer(.note("going on with a run that used \(Humanise.duration(folder.usedBefore)) so far"))
        }
        if let done = try finished() { return done }
        observer(
            .note(
                "\(split.train.count) examples to train on, \(split.validation.count) to choose by, "
                    + "\(test?.count ?? split.test.count) to score the choice"))
        try runBaselines()
        try runTransfer()
        if recipe.transfer?.isAlone != true {
            try runLadder()
            try runSearch()
            try runSpiking()
        }
        let choice = try choose()
        return try finish(choice)
    }

    /// Stops here where the user wants it; the state on disk is whole at every call.
    func checkInterruption() throws {
        guard shouldStop() else { return }
        try folder.saveUsed(budget.used, now: true)
        throw FrugalError(
            .interrupted, fit.work.path, "the run was stopped", remedy: "the same command goes on with it")
    }

    /// Adds a row and writes the leaderboard.
    func record(_ entry: LeaderboardEntry) throws {
        leaderboard.append(entry)
        try folder.save(leaderboard)
        try folder.saveUsed(budget.used, now: true)
        observer(.entry(entry))
    }

    /// Seconds that closing the run needs: the final score, the bundle and its report.
    var closingReserve: Double {
        // The test part once; the validation part when training ends, for its row, for the temperature and for the
        // manifest. In batches an example takes about a quarter of the time that it takes alone.
        let examples = Double((test?.count ?? split.test.count) + 4 * split.validation.count + prototypePictures)
        let scoring = (leaderboard.compactMap(\.latency).max() ?? 0) * examples / 4
        return 0.4 + 0.01 * (recipe.seconds ?? 0) + min(scoring, 0.12 * (recipe.seconds ?? 0))
    }

    /// The side that larger pictures are brought down to: a network costs as the square of it.
    private static func largestSide(seconds: Double?) -> Int {
        let seconds = seconds ?? 600
        return seconds >= 1800 ? 96 : seconds >= 300 ? 64 : 48
    }

    private static func test(for data: LabelledData, of fit: Fit) throws -> LabelledData? {
        if let path = fit.test {
            let found = try data.loadLike(path, target: fit.recipe.target, skipsBroken: fit.skipsBroken)
            return found
        }
        return try data.officialTest.map { images in
            LabelledData(
                path: data.path, pictures: try images.relabelled(as: data.classes, path: data.path), findings: [],
                duplicates: [])
        }
    }

    private static func split(
        _ data: LabelledData, hasTest: Bool, seed: UInt64, folder: FitFolder
    ) throws -> Split {
        let file = folder.run.file("split.tsv").path
        let labels = data.labels.map { data.classes[$0] }
        if DataFile.kind(of: file) == .file { return try SplitFile.read(file, names: data.names, labels: labels) }
        let split = try SplitPlan.split(data, hasTest: hasTest, seed: seed)
        try SplitFile.write(split, names: data.names, labels: labels, to: file)
        return split
    }
}
