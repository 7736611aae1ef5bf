import FrugalData
import FrugalTrack

extension LabelledData {
    /// The examples as an exported file takes them: pixels of 0 to 1, channel after channel, or a number a column.
    /// - Throws: `DataError` where a column of the encoding is missing, ``FrugalError`` for data of the other kind.
    func edgeInputs(_ preprocessing: Preprocessing) throws -> [[Float]] {
        switch (preprocessing, contents) {
        case (.picture, .pictures(let images)):
            return (0..<images.count).map { example in
                let pixels = images.pixels[example * images.pictureSize..<(example + 1) * images.pictureSize]
                return (0..<images.channels).flatMap { channel in
                    stride(from: pixels.startIndex + channel, to: pixels.endIndex, by: images.channels).map {
                        Float(pixels[$0]) / 255
                    }
                }
            }
        case (.row(let encoding, _), .table(let table, _, let rows)):
            let columns = try encoding.features.map { ($0, try table.column(named: $0.name)) }
            return rows.map { row in columns.map { feature, column in feature.edgeInput(column, row) } }
        case (.picture, .table), (.row, .pictures):
            throw FrugalError(
                .data, path, "the model takes \(preprocessing.isPicture ? "pictures" : "rows of a table")",
                remedy: "give data of the kind it was trained on")
        }
    }
}

extension TabularEncoding.Feature {
    /// The number that stands for an entry: the number itself, or the place of its level; -1 for any other.
    fileprivate func edgeInput(_ column: Column, _ row: Int) -> Float {
        guard !column.isMissing(at: row) else { return .nan }
        switch self {
        case .numeric: return column.number(at: row).map { Float($0) } ?? .nan
        case .categorical(let categorical):
            return column.text(at: row).flatMap { categorical.levels.firstIndex(of: $0) }.map { Float($0) } ?? -1
        }
    }
}
