import FrugalData

extension EdgeKernels {
    /// The functions that a table's columns call.
    static let columns = [
        EdgeFunction(
            name: "number", comment: "A number standardised, cut off at 10; not a number stands for a gap.",
            parameters: [
                ("value", .float), ("mean", .float), ("deviation", .float), ("median", .float), ("y", .mutableFloats),
            ],
            body: """
                let known: Float = value == value ? value : median
                let scaled: Float = (known - mean) / deviation
                let upper: Float = scaled < 10 ? scaled : 10
                y[0] = upper > -10 ? upper : -10
                """),
        EdgeFunction(
            name: "category", comment: "A one in the slot of a level; any other number is no level.",
            parameters: [("value", .float), ("levels", .int), ("y", .mutableFloats)],
            body: """
                for i in 0..<levels {
                    y[i] = value == Float(i) ? 1 : 0
                }
                """),
        EdgeFunction(
            name: "other", comment: "A one for a number that is no level.",
            parameters: [("value", .float), ("levels", .int), ("y", .mutableFloats)],
            body: """
                y[0] = value == value ? 1 : 0
                for i in 0..<levels {
                    if value == Float(i) {
                        y[0] = 0
                    }
                }
                """),
        EdgeFunction(
            name: "gap", comment: "A one where there is no number.",
            parameters: [("value", .float), ("y", .mutableFloats)], body: "y[0] = value == value ? 0 : 1"),
    ]

    /// A call or more a column.
    static func encode(_ encoding: TabularEncoding) -> String {
        var slot = 0
        var calls: [String] = []
        for (index, feature) in encoding.features.enumerated() {
            switch feature {
            case .numeric(let it):
                let numbers = [it.mean, it.deviation, it.median].map { "\(Float($0))" }.joined(separator: ", ")
                calls.append("number(x[\(index)], \(numbers), y + \(slot))")
                if it.marksMissing { calls.append("gap(x[\(index)], y + \(slot + 1))") }
            case .categorical(let it):
                calls.append("category(x[\(index)], \(it.levels.count), y + \(slot))")
                var next = slot + it.levels.count
                if it.hasOther {
                    calls.append("other(x[\(index)], \(it.levels.count), y + \(next))")
                    next += 1
                }
                if it.marksMissing { calls.append("gap(x[\(index)], y + \(next))") }
            }
            slot += feature.width
        }
        return calls.joined(separator: "\n")
    }
}
