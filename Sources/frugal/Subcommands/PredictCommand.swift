import ArgumentParser
import Foundation
import Frugal
import FrugalData
import FrugalMeta
import FrugalTensor
import FrugalTrack

/// `frugal predict`: what a model says about pictures or rows.
struct PredictCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict",
        abstract: "Predict the class of pictures, or of the rows of CSV tables.",
        discussion: """
            Prints file, class, probability and the runners-up. A model that answers by distance (see `frugal teach`) \
            says "none of these" where a picture lies too far from every class; --accept says how many of the pictures \
            of known classes shall still be accepted, and makes a model with a trained head reject too. A broken file is named on standard error, the others are \
            still predicted, and the exit status is 1.

            EXAMPLES:
              frugal predict photos.frugal cat.jpg dog.png
              frugal predict iris.frugal new-flowers.csv --json
            """)

    @Argument(help: "The model: a folder that `frugal fit` wrote.", completion: .directory)
    var bundle: String

    @Argument(help: "Pictures (PNG, JPEG) or CSV tables, by the kind of model.", completion: .file())
    var files: [String]

    @Option(help: "How many classes to print.")
    var top = 3

    @Option(help: "The share of known pictures to accept, above 0 and up to 1; 0.95 by distance, else 1.")
    var accept: Double?

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if files.isEmpty { throw ValidationError("Name at least one file to predict.") }
        if top < 1 { throw ValidationError("--top must be at least 1.") }
        if let accept, !(accept > 0 && accept <= 1) {
            throw ValidationError("--accept must be above 0 and at most 1, such as 0.95.")
        }
    }

    /// One answer as `--json` prints it.
    private struct Answer: Encodable {
        var file: String
        var row: Int?
        var name: String
        var probability: Double
        var choices: [Prediction.Choice]
        /// What the distances say: whether it is none of the classes, the nearest class, how far it is, from which
        /// distance on pictures are rejected, and the nearest examples.
        var rejected: Bool?
        var nearest: String?
        var distance: Double?
        var limit: Double?
        var neighbours: [DistanceAnswer.Neighbour]?
    }

    /// Everything that `--json` prints.
    private struct Answers: Encodable {
        var bundle: String
        var predictions: [Answer] = []
        var errors: [String] = []
    }

    func run() throws {
        let device = try common.apply()
        // One example at a time has nothing to share out.
        if common.threads == nil { Engine.threads = 1 }
        let predictor = try Predictor(bundle: bundle, device: device)
        var answers = Answers(bundle: bundle)
        for file in files {
            do {
                let found = try predict(file, with: predictor)
                if !common.output.json { found.forEach { Output.result(line($0)) } }
                answers.predictions += found
            } catch {
                answers.errors.append("\(error)")
                Output.talk("frugal: \(error)")
            }
        }
        if common.output.json { try Output.json(answers) }
        if !answers.errors.isEmpty { throw ExitCode(1) }
    }

    private func predict(_ file: String, with predictor: Predictor) throws -> [Answer] {
        if predictor.takesPictures {
            return [answer(try predictor.predict(pictureAt: file, accepting: accept), file: file, row: nil)]
        }
        guard accept == nil else {
            throw FrugalError(
                .usage, "--accept", "a model of tables has no distances to reject by", remedy: "leave it out")
        }
        return try predictor.predict(tableAt: file).enumerated().map { answer($1, file: file, row: $0 + 1) }
    }

    private func answer(_ prediction: Prediction, file: String, row: Int?) -> Answer {
        Answer(
            file: file, row: row, name: prediction.name, probability: prediction.probability,
            choices: Array(prediction.choices.prefix(top)), rejected: prediction.finding?.isRejected,
            nearest: prediction.finding?.name, distance: prediction.finding?.distance,
            limit: prediction.finding?.limit, neighbours: prediction.finding?.neighbours)
    }

    private func line(_ answer: Answer) -> String {
        let place = answer.file + (answer.row.map { ":\($0)" } ?? "")
        if answer.rejected == true, let nearest = answer.nearest, let distance = answer.distance,
            let limit = answer.limit
        {
            return DisplayWidth.sanitised(
                "\(place)  none of these  (nearest \(nearest) at distance \(Humanise.fixed(distance, 3)), limit "
                    + "\(Humanise.fixed(limit, 3)))")
        }
        let others = answer.choices.dropFirst().map { "\($0.name) \(Humanise.percent($0.probability))" }
        let rest = others.isEmpty ? "" : "  (\(others.joined(separator: ", ")))"
        return DisplayWidth.sanitised("\(place)  \(answer.name)  \(Humanise.percent(answer.probability))\(rest)")
    }
}
