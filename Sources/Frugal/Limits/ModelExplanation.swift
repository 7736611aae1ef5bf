import Foundation
import FrugalData
import FrugalLimits
import FrugalNN
import FrugalSpike
import FrugalTensor
import FrugalTrack

/// Why a model answered as it did about one picture: what `frugal explain` shows.
public struct ModelExplanation: Encodable, Sendable {
    /// The model.
    public let bundle: String
    /// The picture.
    public let file: String
    /// Its height and width in the file, and as the model was shown it.
    public let size: [Int], shownSize: [Int]
    /// The class that the model answers, and its probability.
    public let answer: String, probability: Double
    /// The class whose score is explained.
    public let explained: String
    /// A map a method, each with its checks.
    public let maps: [Explanation]
    /// The training pictures that the model takes for most alike, the nearest first.
    public let nearest: [NearestExamples.Example]
    /// How many training pictures were looked at for ``nearest``.
    public let searched: Int
    /// What a person should know: methods that do not apply, data that are not as they were.
    public let notes: [String]

    let picture: Image
    let nearestPictures: [Image]

    private enum CodingKeys: String, CodingKey {
        case bundle, file, size, shownSize, answer, probability, explained, maps, nearest, searched, notes
    }

    /// What is asked for.
    public struct Question: Sendable {
        /// The methods.
        public var methods: [ExplanationMethod]
        /// The class to explain; the answered one where nil.
        public var label: String?
        /// Where the training data lie; where the bundle says if nil.
        public var data: String?
        /// Nearest training pictures to show.
        public var neighbours: Int
        /// What the randomised network is drawn from.
        public var seed: UInt64

        /// Everything about the answered class.
        public init(
            methods: [ExplanationMethod] = ExplanationMethod.allCases, label: String? = nil, data: String? = nil,
            neighbours: Int = 5, seed: UInt64 = 1
        ) {
            self.methods = methods
            self.label = label
            self.data = data
            self.neighbours = neighbours
            self.seed = seed
        }
    }

    /// Explains an answer.
    /// - Parameters:
    ///   - file: a PNG or JPEG of any size; the model is shown it at its own.
    ///   - check: called between methods and batches; what it throws ends the work.
    /// - Throws: ``FrugalError`` for a class that is not there, a bundle of another kind, or one method that does not apply;
    ///   `DataError` for a broken picture, or stated data that are not there.
    public init(
        _ predictor: Predictor, bundle: String, file: String, _ question: Question = Question(),
        check: () throws -> Void = {}
    ) throws {
        let network = try predictor.explainable(bundle)
        let label = try question.label.map { try predictor.index(ofClass: $0) }
        guard question.neighbours >= 0 else {
            throw FrugalError(.usage, "--nearest", "\(question.neighbours) examples cannot be shown")
        }
        let image = try Image.read(file, channels: predictor.preprocessing.channels)
        let input = try predictor.preprocessing.tensor(image)
        let prediction = try predictor.predict(image)
        var explainer = Explainer(network)
        explainer.seed = question.seed
        let answered = try predictor.index(ofClass: prediction.name)
        var (maps, notes) = ([Explanation](), [String]())
        for method in question.methods {
            try check()
            do {
                maps.append(try explainer.explain(input[0], method, label: label ?? answered))
            } catch let error as FrugalError where question.methods.count > 1 && error.kind == .usage {
                notes.append("\(method.rawValue) was left out: \(error.problem)")
            }
        }
        var found: NearestExamples?
        if question.neighbours > 0 {
            do {
                let remembered = try RememberedData(of: predictor, at: question.data)
                notes += remembered.notes
                found = try NearestExamples(
                    to: input, count: question.neighbours, in: remembered, of: predictor, check: check)
            } catch let error
                where question.data == nil && (error is DataError || (error as? FrugalError)?.kind == .data)
            {
                notes.append("no nearest examples: \(error)")
            }
        }
        self.bundle = bundle
        self.file = file
        size = [image.height, image.width]
        picture = try predictor.preprocessing.sized(image)
        shownSize = [picture.height, picture.width]
        (answer, probability) = (prediction.name, prediction.probability)
        explained = predictor.classes[label ?? answered]
        self.maps = maps
        nearest = found?.examples ?? []
        nearestPictures = found?.pictures ?? []
        searched = found?.searched ?? 0
        self.notes = notes
    }
}

extension Predictor {
    /// The network as one whose scores have derivatives by the pixels.
    /// - Throws: ``FrugalError`` that names the kind of a bundle without such scores.
    fileprivate func explainable(_ bundle: String) throws -> any Layer {
        guard takesPictures else {
            throw FrugalError(
                .model, bundle, "the model takes rows of a table, and explanations are maps of pictures",
                remedy: "give a bundle of pictures")
        }
        if network.body is SpikingClassifier {
            throw FrugalError(
                .model, bundle, "a spiking network counts spikes, and a count has no derivative",
                remedy: "explain the bundle that it was converted from")
        }
        guard !answersByDistance else {
            throw FrugalError(
                .model, bundle, "the model answers by distance to examples and has no score a class to explain",
                remedy: "`frugal predict --json` names the nearest examples; or give a bundle that was not taught")
        }
        return network.to(.cpu)
    }

    /// The place of a class.
    /// - Throws: ``FrugalError`` of kind `usage` that lists the classes there are.
    fileprivate func index(ofClass name: String) throws -> Int {
        if let index = classes.firstIndex(of: name) { return index }
        let known = classes.prefix(20).map { "'\($0)'" }.joined(separator: ", ")
        throw FrugalError(
            .usage, "class '\(name)'", "the model knows no such class",
            remedy: "the classes are \(known)\(classes.count > 20 ? " and \(classes.count - 20) more" : "")")
    }
}
