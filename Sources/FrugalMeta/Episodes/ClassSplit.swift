import FrugalTensor
import FrugalTrack

/// Which classes a few-shot learner is trained on, chosen on, and tested on: by name, so that anybody can check that no
/// test class was ever trained on.
public struct ClassSplit: Codable, Sendable, Equatable {
    /// What the split is called in results, such as "vinyals".
    public var name: String
    /// The classes that are learned from.
    public var train: [String]
    /// The classes that choose the checkpoint and fit thresholds and temperatures.
    public var validation: [String]
    /// The classes that only the last step sees.
    public var test: [String]

    /// A split by names.
    /// - Throws: ``FrugalError`` that names a class which stands in two parts.
    public init(name: String, train: [String], validation: [String], test: [String]) throws {
        var seen: Set<String> = []
        for one in train + validation + test where !seen.insert(one).inserted {
            throw FrugalError(
                .data, one, "this class stands twice in the split \"\(name)\"", remedy: "keep it in one part only")
        }
        self.name = name
        self.train = train
        self.validation = validation
        self.test = test
    }

    /// A seeded split of a user's own classes; each part has at least `least` of them.
    /// - Parameter fractions: the shares of validation and test classes.
    /// - Throws: ``FrugalError`` where there are too few classes for three parts.
    public static func random(
        _ classes: [String], validation: Double = 0.15, test: Double = 0.25, least: Int = 2, seed: UInt64
    ) throws -> ClassSplit {
        let count = { (share: Double) in max(least, Int((share * Double(classes.count)).rounded())) }
        let (forValidation, forTest) = (count(validation), count(test))
        guard classes.count - forValidation - forTest >= least else {
            throw FrugalError(
                .data, "", "\(classes.count) classes are too few to train, choose and test on different ones",
                remedy: "give at least \(3 * least) classes, or use `frugal teach`, which needs no training")
        }
        var random = RandomStream(seed: seed).named("class-split")
        let order = random.shuffled(classes)
        return try ClassSplit(
            name: "random, seed \(seed)", train: order.dropFirst(forValidation + forTest).sorted(),
            validation: order.prefix(forValidation).sorted(),
            test: order.dropFirst(forValidation).prefix(forTest).sorted())
    }
}

extension ClassPool {
    /// The classes of these names.
    /// - Throws: ``FrugalError`` that names a class which is not here.
    public func named(_ names: [String]) throws -> ClassPool {
        var places: [String: Int] = [:]
        for (place, members) in classes.enumerated() { places[members.name] = place }
        return subset(
            try names.map { name in
                guard let place = places[name] else {
                    throw FrugalError(
                        .data, name, "the split names this class, and the pictures have none of it",
                        remedy: "use the split that was made for these pictures")
                }
                return place
            })
    }
}
