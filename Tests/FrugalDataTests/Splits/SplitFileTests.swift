import FrugalTesting
import Testing

@testable import FrugalData

@Suite("Split files")
struct SplitFileTests {
    private let names = ["a b/고양이 🙂.png", "tab\there", "back\\slash\nline", "d"]
    private let labels = ["cat", "dog", "cat", "do\tg"]
    private let split = Split(parts: [.train, .test, .validation, .train])

    @Test("What is written is read back")
    func roundTrip() throws {
        try withTemporaryFolder { folder in
            let path = "\(folder)/split.tsv"
            try SplitFile.write(split, names: names, labels: labels, to: path)
            #expect(try SplitFile.read(path, names: names, labels: labels) == split)
            // The order of the data may change; names count.
            let turned = try SplitFile.read(path, names: names.reversed(), labels: labels.reversed())
            #expect(turned == Split(parts: [.train, .validation, .test, .train]))
            let text = String(decoding: try DataFile.read(path), as: UTF8.self)
            #expect(text.hasPrefix("name\tpart\tlabel\na b/고양이 🙂.png\ttrain\tcat\ntab\\there\ttest\tdog\n"))
        }
    }

    private func fault(_ text: String) -> String {
        do {
            _ = try SplitFile.parse(Array(text.utf8), source: "s.tsv", names: ["x", "y"], labels: ["0", "1"])
            return "none"
        } catch { return "\(error)" }
    }

    @Test("Every difference from the data is named with its line")
    func faults() {
        let head = "name\tpart\tlabel\n"
        #expect(fault(head + "x\ttrain\t0\r\ny\ttest\t1\r\n") == "none")
        #expect(fault("").contains("line 1"))
        #expect(fault(head + "x\ttrain\t0\n").contains("1 examples of the data have no line, 'y' for one"))
        #expect(fault(head + "x\ttrain\t0\nx\ttest\t0\n").contains("line 3: the example 'x' is listed twice"))
        #expect(fault(head + "x\ttrain\t1\n").contains("line 2: 'x' is '1' here and '0' in the data"))
        #expect(fault(head + "z\ttrain\t1\n").contains("no example 'z'"))
        #expect(fault(head + "x\tTrain\t0\n").contains("line 2"))
        #expect(fault(head + "x train 0\n").contains("line 2"))
    }

    @Test("Names that repeat cannot be written, and nothing is left behind")
    func repeated() throws {
        try withTemporaryFolder { folder in
            #expect(throws: DataError.self) {
                try SplitFile.write(split, names: ["a", "a", "b", "c"], labels: labels, to: "\(folder)/s.tsv")
            }
            let left = try DataFile.names(in: folder)
            #expect(left.isEmpty)
            #expect(throws: DataError.self) {
                try SplitFile.write(split, names: names, labels: labels, to: "\(folder)/none/s.tsv")
            }
        }
    }

    @Test("20,000 damaged split files are read or refused, never more")
    func fuzz() throws {
        let rows = zip(["x", "고양이", "tab\\t", "d"], ["0", "1", "0", "2"]).enumerated()
        let text =
            "name\tpart\tlabel\n" + rows.map { "\($1.0)\t\(Split.Part.allCases[$0 % 3].rawValue)\t\($1.1)\n" }.joined()
        var read = 0
        for bytes in Fuzzer(seed: 13).mutations(of: [Array(text.utf8)], count: 20_000) {
            do {
                let split = try SplitFile.parse(
                    bytes, source: "fuzz.tsv", names: ["x", "고양이", "tab\t", "d"], labels: ["0", "1", "0", "2"])
                #expect(split.count == 4)
                read += 1
            } catch let error as DataError {
                #expect(error.description.contains("fuzz.tsv"))
            }
        }
        #expect(read > 100 && read < 19_000)
    }
}
