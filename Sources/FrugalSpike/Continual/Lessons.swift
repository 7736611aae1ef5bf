import FrugalData
import FrugalTensor

/// The pictures of each class in the order of a seed: a lesson is a class.
struct Lessons: Sendable {
    /// The pictures that are learned from.
    let training: LabelledImages
    /// The pictures that say what was learned.
    let test: LabelledImages
    /// For each class its training pictures.
    let members: [[Int]]
    /// For each class its test pictures.
    let testMembers: [[Int]]
    private let kept: Int

    init(training: LabelledImages, test: LabelledImages, _ settings: ContinualSettings, seed: UInt64) {
        self.training = training
        self.test = test
        kept = settings.kept
        let classes = training.classes.indices
        members = classes.map { label in
            var random = RandomStream(seed: seed, stream: 1, UInt64(label))
            let all = training.labels.indices.filter { training.labels[$0] == label }.shuffled(using: &random)
            return Array(all.prefix(settings.picturesOfClass ?? all.count))
        }
        testMembers = classes.map { label in test.labels.indices.filter { test.labels[$0] == label } }
    }

    /// How many classes there are.
    var count: Int { members.count }

    /// The labelled pictures that somebody may keep of the first `lessons` classes.
    func memory(after lessons: Int) -> [Int] { members.prefix(lessons).flatMap { $0.prefix(kept) } }

    /// Shares of right answers for each class, from the answer to each test picture.
    func row(_ answers: [Int?]) -> [Double] {
        testMembers.enumerated().map { label, members in
            Double(members.count { answers[$0] == label }) / Double(max(1, members.count))
        }
    }
}
