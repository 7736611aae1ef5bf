import FrugalTesting
import Testing

@testable import FrugalData

@Suite("Damaged tables and texts")
struct TableFuzzTests {
    @Test("20,000 damaged tables are read or refused, never more")
    func tables() throws {
        let samples = [
            "id,age,colour,class\n1,10,red,b\n2,20,\"gr\"\"een\",a\n3,,\"two\nlines\",a\n4,3e1,NA,b\n",
            "a;b\r\n1,5;x\r\n-2,25e1;\"y;z\"\r\n", "\u{FEFF}날짜\t값\n2020-01-01\t1\n2020-01-02\t2\n", "1|2|3\n4|5|6\n",
        ].map { Array($0.utf8) }
        var read = 0
        for bytes in Fuzzer(seed: 11).mutations(of: samples, count: 20_000) {
            do {
                let table = try Table(csv: bytes, source: "fuzz.csv")
                #expect(table.columns.allSatisfy { $0.count == table.rowCount })
                read += 1
                let target = try table.classTarget()
                let rows = Array(0..<table.rowCount)
                let encoding = try TabularEncoding.fit(table, rows: rows, excluding: [target.name])
                #expect(try encoding.encode(table, rows: rows).allSatisfy { $0.isFinite })
            } catch let error as DataError {
                #expect(error.description.contains("fuzz.csv"))
            }
        }
        // Neither everything nor nothing may pass, or the test would say nothing.
        #expect(read > 1_000 && read < 19_000)
    }

    @Test("20,000 damaged texts are read or refused, never more")
    func texts() throws {
        let samples = [" the cat sat \n on the <unk> mat \n", "한국어 문장\n🙂 é\n", "a\n\n\nb"].map { Array($0.utf8) }
        var read = 0
        for bytes in Fuzzer(seed: 12).mutations(of: samples, count: 20_000) {
            do {
                let text = try TokenText(bytes: bytes, source: "fuzz.txt")
                read += 1
                #expect(text.ids.allSatisfy { $0 >= 0 && $0 < text.vocabulary.count })
            } catch let error as DataError {
                #expect(error.description.contains("fuzz.txt"))
            }
        }
        #expect(read > 1_000 && read < 19_000)
    }
}
