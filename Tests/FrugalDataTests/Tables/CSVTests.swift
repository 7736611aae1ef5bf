import Testing

@testable import FrugalData

@Suite("CSV")
struct CSVTests {
    private func table(_ text: String, _ options: CSVOptions = CSVOptions()) throws -> Table {
        try Table(csv: Array(text.utf8), source: "t.csv", options: options)
    }

    private func message(_ text: String, _ options: CSVOptions = CSVOptions()) -> String {
        do {
            _ = try table(text, options)
            return "no error"
        } catch { return "\(error)" }
    }

    @Test("Quotes, doubled quotes, separators and line ends inside quotes")
    func quotes() throws {
        let it = try table("name,note\r\n\"Kim, A.\",\"said \"\"yes\"\"\"\r\n\"two\nlines\",plain \"x\"\r\n")
        #expect(it.rowCount == 2)
        #expect(it.columns.map(\.name) == ["name", "note"])
        #expect(it.columns[0].text(at: 0) == "Kim, A.")
        #expect(it.columns[1].text(at: 0) == "said \"yes\"")
        #expect(it.columns[0].text(at: 1) == "two\nlines")
        #expect(it.columns[1].text(at: 1) == "plain \"x\"")
    }

    @Test("Every separator is found", arguments: [",", ";", "\t", "|"])
    func separators(_ separator: String) throws {
        let it = try table("a!b!c\n1!2!x\n3!4!y\n".replacing("!", with: separator))
        #expect(it.columns.map(\.name) == ["a", "b", "c"])
        #expect(it.columns[1].number(at: 1) == 4)
    }

    @Test("A comma is the decimal point where the semicolon separates")
    func decimalComma() throws {
        let it = try table("a;b\n1,5;x\n-2,25e1;y\n")
        #expect(it.columns[0].kind == .numeric)
        #expect(it.columns[0].number(at: 1) == -22.5)
    }

    @Test("LF, CRLF, CR, a missing last line end, blank lines and a byte order mark")
    func lineEnds() throws {
        for text in ["a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4", "a,b\r1,2\r3,4\r", "\u{FEFF}a,b\n\n1,2\n\n3,4\n\n"] {
            let it = try table(text)
            #expect(it.columns.map(\.name) == ["a", "b"])
            #expect(it.rowCount == 2)
            #expect(it.columns[1].number(at: 1) == 4)
        }
    }

    @Test("A row of names is told from a row of data")
    func header() throws {
        #expect(try table("5.1,3.5,setosa\n4.9,3.0,setosa\n").columns[0].name == "column 1")
        #expect(try table("0,1,2,label\n5,6,7,a\n").columns.map(\.name) == ["0", "1", "2", "label"])
        #expect(try table("colour,shape\nred,round\nblue,square\n").rowCount == 2)
        #expect(try table("red,round\nred,square\nblue,round\n").rowCount == 3)
        #expect(try table("x,x,\n1,2,3\n").columns.map(\.name) == ["x", "x (2)", "column 3"])
        var options = CSVOptions()
        options.header = .absent
        #expect(try table("a,b\nc,d\n", options).rowCount == 2)
    }

    @Test("Missing entries have many spellings; in quotes only nothing is missing")
    func missing() throws {
        let it = try table("n,s\n1,a\n,NA\nNaN,null\n?,n/a\ninf,\"NA\"\n2,\"\"\n")
        #expect(it.columns[0].kind == .numeric)
        #expect(it.columns[0].missingCount == 4)
        #expect(it.columns[1].missingCount == 4)
        #expect(it.columns[1].text(at: 4) == "NA")
        #expect(it.columns[0].number(at: 1) == nil)
    }

    @Test("Kinds are inferred")
    func kinds() throws {
        let rows = (0..<40).map {
            "\($0),2012-01-\($0 % 28 + 1)T00:30,\($0 % 3 == 0 ? "r" : "g"),person \($0),,23:\($0 + 10)"
        }
        let it = try table("n,d,c,t,e,h\n" + rows.joined(separator: "\n"))
        #expect(it.columns.map(\.kind) == [.numeric, .dateTime, .categorical, .text, .empty, .dateTime])
        #expect(DateText.matches("31.1.2012") && DateText.matches("1/31/2012 12:00"))
        #expect(!DateText.matches("1.2.3") && !DateText.matches("12-34") && !DateText.matches("2012-1-1x"))
    }

    @Test("A ragged row is named, or left out on demand")
    func ragged() throws {
        let text = "a,b\n1,2\n\"x\ny\",3\n4\n5,6\n"
        #expect(message(text).hasPrefix("t.csv: row 4 (line 5): it has 1 field and the first row has 2."))
        #expect(message(text).hasSuffix("leave such rows out with --skip-broken."))
        var options = CSVOptions()
        options.raggedRows = .skip
        let it = try table(text, options)
        #expect(it.rowCount == 3)
        #expect(it.notes.count == 1 && it.notes[0].contains("row 4"))
    }

    @Test("Every fault is named with its place")
    func faults() {
        #expect(message("a,b\n1,\"x\n2,3\n").contains("line 2, byte 3: the quote opened here never closes"))
        #expect(message("a,b\n1,\"x\"y\n").contains("text after a closing quote"))
        #expect(message("").contains("no row in it"))
        #expect(message("\n\n").contains("no row in it"))
        #expect(message("a,b\n").contains("no row of data"))
        #expect(message("a,b\n1,\u{0}\n").contains("zero byte"))
        var options = CSVOptions()
        options.maximumFieldBytes = 8
        #expect(message("a,b\n1,123456789\n", options).contains("a field of 9 bytes is beyond 8"))
        #expect(message("a,b\n1,\"123456789\"\n", options).contains("longer than 8"))
        #expect(message("a,b\n1,2\n", CSVOptions(separator: "é")).contains("cannot separate"))
    }

    @Test("Bytes that are no UTF-8 are named; UTF-16 is recognised")
    func encodings() {
        let latin = Array("a,b\n1,caf".utf8) + [0xE9] + Array("\n".utf8)
        #expect(throws: DataError.self) { try Table(csv: latin, source: "t.csv") }
        do { _ = try Table(csv: latin, source: "t.csv") } catch {
            #expect("\(error)".contains("line 2") && "\(error)".contains("0xE9 is not UTF-8"))
        }
        do { _ = try Table(csv: [0xFF, 0xFE, 0x61, 0], source: "t.csv") } catch {
            #expect("\(error)".contains("UTF-16"))
        }
        let good = "é한글🙂\u{7FF}\u{800}\u{FFFF}\u{10000}"
        #expect(Array(good.utf8).withUnsafeBufferPointer { UTF8Text.firstFault(in: $0) } == nil)
        for bad in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x82], [0x80]] as [[UInt8]] {
            #expect(bad.withUnsafeBufferPointer { UTF8Text.firstFault(in: $0) } == 0)
        }
    }

    @Test("A hundred thousand columns")
    func wide() throws {
        let names = (0..<100_000).map { "g\($0)" }.joined(separator: ",")
        let values = (0..<100_000).map(String.init).joined(separator: ",")
        let it = try table("\(names)\n\(values)\n\(values)\n")
        #expect(it.columns.count == 100_000)
        #expect(it.columns[99_999].number(at: 1) == 99_999)
        #expect(throws: DataError.self) { try table(String(repeating: ",", count: 1 << 20) + "\n") }
    }

    @Test("Compressed files are read, and missing ones named")
    func files() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/표 🙂.csv.gz"
            try DataFile.write(Gzip.deflate(Array("a,b\n1,x\n2,y\n".utf8)), to: path)
            #expect(try Table.read(csv: path).rowCount == 2)
            do { _ = try Table.read(csv: "\(folder)/none.csv") } catch { #expect("\(error)".contains("none.csv")) }
        }
    }
}
