import FrugalSpike
import FrugalTrack

/// What an exported file costs, and how it answers beside its bundle.
public struct ExportRecord: Codable, Sendable {
    /// Where the file lies.
    public var file: String
    /// Its language.
    public var language: EdgeLanguage
    /// How it holds weights.
    public var weights: EdgeWeights
    /// What its functions are called after.
    public var name: String
    /// The names of the classes.
    public var classes: [String]
    /// Bytes of its tables in read-only memory.
    public var constantBytes: Int
    /// Bytes of its buffers in RAM.
    public var stateBytes: Int
    /// The machine code as a compiler of this machine makes it; nil where none was found or it failed.
    public var code: CompiledCode?
    /// Parameters, operations of an answer, energy.
    public var ledger: LedgerRecord
    /// The operations of an answer by layer.
    public var layers: OperationLedger
    /// How it answers beside the bundle; nil where no data were given.
    public var comparison: ExportComparison?

    /// The record of a file.
    public init(_ file: EdgeFile, at path: String, classes: [String], comparison: ExportComparison? = nil) {
        self.file = path
        language = file.language
        weights = file.weights
        name = file.name
        self.classes = classes
        constantBytes = file.constantBytes
        stateBytes = file.stateBytes
        code = CompiledCode(of: file)
        ledger = file.operations.record(parameters: file.parameters)
        // An ordinary network has none, which is not to be told of it.
        if ledger.synapticOperations == 0 { ledger.synapticOperations = nil }
        layers = file.operations
        self.comparison = comparison
    }

    /// Name and human value of each quantity: the rows of a table.
    public var rows: [(name: String, value: String)] {
        var rows = [
            ("constants", "\(Humanise.grouped(constantBytes)) bytes of read-only memory"),
            ("RAM", "\(Humanise.grouped(stateBytes)) bytes, none allocated"),
        ]
        if let code {
            rows.append(("code", "\(Humanise.grouped(code.bytes)) bytes (\(code.compiler), \(code.target))"))
        }
        rows += ledger.rows.map { ($0.name, $0.value) }
        if let comparison { rows += comparison.rows }
        return rows
    }
}

/// The answers of an exported file beside those of its bundle, on labelled data.
public struct ExportComparison: Codable, Sendable, Equatable {
    /// The share that the bundle answers right.
    public var bundle: Proportion
    /// The share that the file answers right.
    public var file: Proportion
    /// The share on which both answer the same.
    public var agreement: Proportion

    /// Rows of a table.
    var rows: [(String, String)] {
        [
            ("accuracy of the bundle", percent(bundle)), ("accuracy of the file", percent(file)),
            ("same answer", percent(agreement)),
        ]
    }

    private func percent(_ share: Proportion) -> String {
        "\(Humanise.percent(share.share, decimals: 2)) of \(Humanise.grouped(share.total))"
    }
}

extension BundleExport {
    /// How the exported arithmetic answers labelled data beside the bundle.
    /// - Throws: what reading the data throws.
    public func comparison(on path: String, weights: EdgeWeights) throws -> ExportComparison {
        let data = try predictor.load(path)
        let answers = try predictor.answers(data)
        let found = try self.answers(data, weights: weights)
        func share(_ isSo: (Int) -> Bool) -> Proportion {
            Proportion(found.indices.count(where: isSo), of: found.count)
        }
        return ExportComparison(
            bundle: share { answers.answer($0) == data.labels[$0] }, file: share { found[$0] == data.labels[$0] },
            agreement: share { answers.answer($0) == found[$0] })
    }
}
