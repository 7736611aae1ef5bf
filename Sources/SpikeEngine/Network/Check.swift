/// Checks of what a user gives about one thing, whose name is in every error.
struct Check {
    /// The thing.
    let subject: String

    /// An error about the thing.
    func fault(_ kind: SpikeError.Kind, _ problem: String, remedy: String = "") -> SpikeError {
        SpikeError(kind, subject, problem, remedy: remedy)
    }

    /// A number must be one that single precision holds.
    func finite(_ value: Double, _ name: String) throws {
        guard value.magnitude <= Double(Float.greatestFiniteMagnitude) else {
            throw fault(.value, "\(name) is \(value)", remedy: "give a finite number")
        }
    }

    /// A number must be above zero.
    func positive(_ value: Double?, _ name: String) throws {
        guard let value else { return }
        try finite(value, name)
        guard value > 0 else { throw fault(.value, "\(name) is \(value)", remedy: "give a number above zero") }
    }

    /// A number must not be below zero.
    func notNegative(_ value: Double, _ name: String) throws {
        try finite(value, name)
        guard value >= 0 else { throw fault(.value, "\(name) is \(value)", remedy: "give zero or more") }
    }

    /// There must be as many as are needed.
    func count(_ count: Int, _ expected: Int, _ name: String) throws {
        guard count == expected else {
            throw fault(.size, "\(count) \(name) where \(expected) are needed", remedy: "give \(expected)")
        }
    }

    /// Each number of an array must be finite and, where asked, not negative.
    func numbers(_ values: [Float], _ name: String, notNegative: Bool = false) throws {
        for (index, value) in values.enumerated() {
            guard value.isFinite else {
                throw fault(.value, "\(name) number \(index) is \(value)", remedy: "give finite numbers")
            }
            guard !notNegative || value >= 0 else {
                throw fault(.value, "\(name) number \(index) is \(value)", remedy: "give numbers that are not negative")
            }
        }
    }

    /// The step must not be longer than a model allows.
    func step(_ step: Double, atMost longest: Double, for what: String) throws {
        guard step <= longest else {
            throw fault(
                .timeStep, "a time step of \(step) ms is too coarse for \(what)",
                remedy: "the largest is \(longest) ms")
        }
    }
}
