import Foundation
import FrugalSearch
import FrugalTrack

/// How long each training of a study is.
struct TrainingLength: Codable, Equatable {
    /// Steps; the most of them, where seconds are given.
    var steps: Int
    /// Seconds, where time counts: then a fast network takes more steps than a slow one, as it would in the hands of
    /// whoever has only so much time. Nil where nothing may hang on the clock.
    var seconds: Double?

    /// The length in words.
    var text: String {
        guard let seconds else { return "\(steps) steps" }
        return "\(Humanise.duration(seconds)), or \(steps) steps,"
    }
}

/// How many steps a training takes that was given seconds, in a file of its folder: a training that goes on keeps to it,
/// because its learning rate hangs on it.
struct TrialSteps: Codable {
    /// The steps of the whole training.
    var steps: Int
    /// How fast they were; nil before the end.
    var pace: SearchPace?

    private static func file(in folder: String) -> URL {
        URL(fileURLWithPath: folder).appendingPathComponent("steps.json")
    }

    /// What a trial's folder says; nil where it says nothing yet.
    init?(in folder: String) throws {
        let file = Self.file(in: folder)
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        self = try TrackJSON.read(Self.self, at: file)
    }

    init(_ steps: Int) { self.steps = steps }

    /// Writes them into a trial's folder.
    func save(in folder: String) throws { try TrackJSON.write(self, to: Self.file(in: folder)) }
}
