extension Table {
    /// Reads a table from CSV text in memory (UTF-8, with or without a byte order mark).
    ///
    /// - Parameter source: the name to use in messages.
    /// - Throws: `DataError` that names line, row or column and the remedy.
    public init(csv bytes: [UInt8], source: String, options: CSVOptions = CSVOptions()) throws {
        self = try namingFile(source) {
            try bytes.withUnsafeBufferPointer { try Table.parse($0, source: source, options: options) }
        }
    }

    /// Reads a CSV file, plain or compressed with gzip.
    ///
    /// - Throws: `DataError` that names the file, the place in it and the remedy.
    public static func read(csv path: String, options: CSVOptions = CSVOptions()) throws -> Table {
        try Table(csv: Gzip.readFile(path), source: path, options: options)
    }

    private static func parse(
        _ file: UnsafeBufferPointer<UInt8>, source: String, options: CSVOptions
    ) throws -> Table {
        guard file.count < FieldSpan.maximumTextBytes else {
            throw DataError(.tooLarge, "\(file.count) bytes are too many for one table", remedy: "Split the file")
        }
        let text = UnsafeBufferPointer(rebasing: file[(try UTF8Text.check(file))...])
        let separator = try separatorByte(options) ?? CSVDialect.separator(of: text)
        let scanner = CSVScanner(
            text: text, separator: separator, raggedRows: options.raggedRows,
            maximumFieldBytes: min(options.maximumFieldBytes, FieldSpan.maximumFieldBytes))
        let grid = try scanner.scan()
        guard grid.rowCount > 0 else {
            throw DataError(
                .malformed, "there is no row in it", remedy: "Give a table with a row of names and rows of data")
        }
        // Where the semicolon divides, the comma is free to be a decimal point, and on most machines it is.
        let decimalComma = separator == 0x3B
        let hasHeader =
            switch options.header {
            case .present: true
            case .absent: false
            case .detected: CSVDialect.hasHeader(grid, text: text, decimalComma: decimalComma)
            }
        guard grid.rowCount > (hasHeader ? 1 : 0) else {
            throw DataError(.malformed, "there is a row of names and no row of data below it")
        }
        let names =
            hasHeader ? CSVDialect.names(grid, text: text) : (0..<grid.width).map(CSVDialect.numberedName)
        let reader = ColumnReader(grid: grid, text: text, firstRow: hasHeader ? 1 : 0, decimalComma: decimalComma)
        let columns = try names.enumerated().map { try reader.read($0, name: $1, as: options.kinds[$1]) }
        var notes = grid.skipped
        if grid.skippedCount > notes.count { notes.append("\(grid.skippedCount) rows were left out in all") }
        return Table(source: source, columns: columns, rowCount: grid.rowCount - (hasHeader ? 1 : 0), notes: notes)
    }

    private static func separatorByte(_ options: CSVOptions) throws -> UInt8? {
        guard let character = options.separator else { return nil }
        guard let byte = character.asciiValue, byte != CSVByte.quote, byte != 0x0A, byte != 0x0D else {
            throw DataError(
                .invalidArgument, "'\(character)' cannot separate fields", remedy: "Give one of , ; | or a tab")
        }
        return byte
    }
}
