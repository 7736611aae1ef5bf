import ArgumentParser
import Foundation
import FrugalData
import FrugalMeta
import FrugalNN
import FrugalTrack

/// The problems that an optimiser is trained on or held against others on.
struct ProblemOptions: ParsableArguments {
    /// A family of problems by its name.
    enum Name: String, CaseIterable, ExpressibleByArgument {
        case quadratics, perceptron
    }

    @Option(help: "What is optimised: \(Name.allCases.map(\.rawValue).joined(separator: " or ")).")
    var problem = Name.perceptron

    @Option(help: "A perceptron's pictures: an MNIST-like data set or a folder of IDX files.", completion: .directory)
    var data = "mnist"

    @Option(help: "A perceptron's hidden layers, such as 20 or 40,40.")
    var hidden = "20"

    @Option(help: "A perceptron's activation: \(Activation.allCases.map(\.rawValue).joined(separator: ", ")).")
    var activation = Activation.sigmoid

    @OptionGroup var folders: DataOptions

    /// Which of the training pictures a perceptron gets: five sixths train optimisers, the rest are for scoring.
    enum Part { case training, scoring }

    /// The problems.
    /// - Throws: `FrugalError` for widths that make no sense; `DataError` where the pictures cannot be read.
    func family(_ part: Part) throws -> any ProblemFamily {
        if problem == .quadratics { return Quadratics() }
        let widths = hidden.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard widths.allSatisfy({ (1...10_000).contains($0) }) else {
            throw FrugalError(
                .usage, "--hidden", "'\(hidden)' are no widths", remedy: "give numbers such as 20 or 40,40")
        }
        let images = try IDXFolder(DataPath.resolve(data, options: folders)).load(.train)
        let cut = images.count * 5 / 6
        let rows = part == .training ? Array(0..<cut) : Array(cut..<images.count)
        guard !rows.isEmpty else {
            throw FrugalError(.data, data, "\(images.count) pictures are too few", remedy: "give at least 6")
        }
        return PerceptronTraining(try images.subset(rows), hidden: widths, activation: activation)
    }
}

/// The tasks that a loss is trained or judged on.
struct TaskOptions: ParsableArguments {
    @Option(help: "What is learned under the loss: regression (sines) or classification (digits).")
    var task = PredictionKind.regression

    @Option(help: "The digits' pictures: an MNIST-like data set or a folder of IDX files.", completion: .directory)
    var data = "mnist"

    @OptionGroup var folders: DataOptions

    /// The tasks: those that losses are trained on, or others.
    /// - Throws: `DataError` where the pictures cannot be read.
    static func tasks(
        _ kind: PredictionKind, areForTraining: Bool, data: String, _ folders: DataOptions
    ) throws -> any SupervisedTasks {
        if kind == .regression { return areForTraining ? SineTasks.training : SineTasks.test }
        let images = try IDXFolder(DataPath.resolve(data, options: folders)).load(.train)
        return areForTraining
            ? try DigitTasks("digits 0 to 4", images, classes: Array(0...4))
            : try DigitTasks("digits 5 to 9", images, classes: Array(5...9))
    }
}

extension Activation: ExpressibleByArgument {}
extension PredictionKind: ExpressibleByArgument {}

/// What a training of something learned is given besides its settings.
struct MetaTrainingOptions: ParsableArguments {
    @Option(name: .customLong("for"), help: "The most time, such as 90s or 10m; the whole training by default.")
    var time: TimeBudget?

    @Option(help: "What all random numbers come from.")
    var seed: UInt64 = 1

    @Option(help: "The folder to write.", completion: .directory)
    var out: String

    /// Advances until the training is done, the time is over, or Ctrl-C is pressed.
    /// - Returns: whether it came to its end or its time.
    func run(
        _ title: String, total: Int, on terminal: Terminal, isDone: () -> Bool, advance: () -> String?
    ) -> Bool {
        Interruption.watch()
        let bar = ProgressBar(title, total: total, on: terminal)
        let begin = ContinuousClock.now
        while !isDone(), !Interruption.isAsked {
            bar.advance(best: advance())
            if let time, (ContinuousClock.now - begin) / .seconds(1) >= time.seconds { break }
        }
        bar.finish()
        return !Interruption.isAsked
    }

    /// What is thrown after Ctrl-C, when the folder is written.
    func interrupted(_ done: Int, of total: Int, _ unit: String) -> FrugalError {
        FrugalError(
            .interrupted, out, "stopped after \(done) of \(total) \(unit)",
            remedy: "the best of them is saved there; the same command begins anew")
    }
}
