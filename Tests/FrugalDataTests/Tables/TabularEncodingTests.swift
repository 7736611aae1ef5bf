import Foundation
import Testing

@testable import FrugalData

@Suite("Tables for models")
struct TabularEncodingTests {
    private let table: Table

    init() throws {
        let text = """
            id,age,colour,same,when,class
            1,10,red,7,2020-01-01,b
            2,20,red,7,2020-01-02,a
            3,,green,7,2020-01-03,a
            4,30,blue,7,2020-01-04,b
            5,60,,7,2020-01-05,a
            6,20,green,7,2020-01-06,
            7,10,red,7,2020-01-07,b
            8,20,red,7,2020-01-08,a
            9,10,red,7,2020-01-09,b
            10,1000,violet,7,2020-01-10,a
            """
        table = try Table(csv: Array(text.utf8), source: "t.csv")
    }

    @Test("The last column is the target, its empty fields have no class")
    func target() throws {
        let target = try table.classTarget()
        #expect(target.classes == ["a", "b"])
        #expect(target.labels == [1, 0, 0, 1, 0, nil, 1, 0, 1, 0])
        #expect(try table.classTarget("colour").classes == ["blue", "green", "red", "violet"])
        #expect(try table.classTarget("age").classes == ["10", "20", "30", "60", "1000"])
        let known = try table.classTarget("class", classes: ["b", "a"])
        #expect(known.labels[0] == 0)
    }

    @Test("Targets that are no classes are refused with a remedy")
    func refused() throws {
        let rows = (0..<50).map { "\(Double($0) * 1.5),\($0 % 2),name \($0),k" }
        let it = try Table(csv: Array(("x,y,n,c\n" + rows.joined(separator: "\n")).utf8), source: "t.csv")
        for (name, part) in [("x", "amounts"), ("n", "hardly recur"), ("c", "the same"), ("z", "no column 'z'")] {
            do {
                _ = try it.classTarget(name)
                Issue.record("\(name) was taken for classes")
            } catch { #expect("\(error)".contains(part)) }
        }
        #expect(try it.classTarget("y").classes == ["0", "1"])
        #expect(throws: DataError.self) { try table.classTarget("class", classes: ["a", "c"]) }
    }

    @Test("Numbers are standardised on training rows, gaps filled and marked, useless columns left out")
    func fit() throws {
        let training = Array(0..<9)
        let encoding = try TabularEncoding.fit(table, rows: training, excluding: ["class"])
        #expect(encoding.leftOut.map(\.name) == ["id", "same", "when"])
        #expect(
            encoding.names == [
                "age", "age missing", "colour = red", "colour = green", "colour = blue", "colour missing",
            ])
        guard case .numeric(let age) = encoding.features[0] else {
            Issue.record("age is no number")
            return
        }
        #expect(age.median == 20)
        let filled = [10.0, 20, 20, 30, 60, 20, 10, 20, 10]
        let mean = filled.reduce(0, +) / 9
        let deviation = (filled.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 9).squareRoot()
        #expect(abs(age.mean - mean) < 1e-12 && abs(age.deviation - deviation) < 1e-12)
        let rows = try encoding.encode(table, rows: [2, 4, 9])
        #expect(rows.count == 18)
        #expect(Array(rows[1..<6]) == [1, 0, 1, 0, 0])
        #expect(Array(rows[7..<12]) == [0, 0, 0, 0, 1])
        // Row 9 was not fitted on: its colour is unknown and its age far out, but cut off.
        #expect(Array(rows[13..<18]) == [0, 0, 0, 0, 0])
        #expect((1000 - mean) / deviation > 10 && rows[12] == 10)
    }

    @Test("Rare levels share a slot, and the encoding survives JSON")
    func levels() throws {
        let encoding = try TabularEncoding.fit(
            table, rows: Array(0..<10), excluding: ["class", "age"], maximumLevels: 2)
        #expect(encoding.names == ["colour = red", "colour = green", "colour = other", "colour missing"])
        let decoded = try JSONDecoder().decode(TabularEncoding.self, from: JSONEncoder().encode(encoding))
        #expect(decoded == encoding)
    }

    @Test("New data may order columns differently, lack the target, and spell categories as numbers")
    func newData() throws {
        let training = try Table(
            csv: Array("code,x,y\n1,0.5,p\n2,1.5,q\nA,2.5,p\n1,3.5,q\n".utf8), source: "train.csv")
        let encoding = try TabularEncoding.fit(training, rows: Array(0..<4), excluding: ["y"])
        var options = CSVOptions()
        options.kinds = encoding.kinds
        let new = try Table(csv: Array("x,code\n0.5,1\n2.5,2\n".utf8), source: "new.csv", options: options)
        #expect(try encoding.encode(new, rows: [0]) == encoding.encode(training, rows: [0]))
        let plain = try Table(csv: Array("x,code\n0.5,1\n".utf8), source: "new.csv")
        #expect(try encoding.encode(plain, rows: [0]) == encoding.encode(training, rows: [0]))
        #expect(throws: DataError.self) {
            try Table(csv: Array("x,code\nzero,1\n".utf8), source: "new.csv", options: options)
        }
        let lacking = try Table(csv: Array("x\n1\n".utf8), source: "new.csv")
        #expect(throws: DataError.self) { try encoding.encode(lacking, rows: [0]) }
    }

    @Test("Labelled rows need a class in every row")
    func labelled() throws {
        let target = try table.classTarget()
        let encoding = try TabularEncoding.fit(table, rows: Array(0..<5), excluding: ["class"])
        let rows = try LabelledRows(table, target: target, rows: [0, 1], encoding: encoding)
        #expect(rows.labels == [1, 0] && rows.width == encoding.width)
        #expect(throws: DataError.self) { try LabelledRows(table, target: target, rows: [5], encoding: encoding) }
    }

    @Test("One absurd entry does not flatten the others")
    func absurd() throws {
        let rows = (0..<40).map { "\($0 % 8),\($0 % 2 == 0 ? "a" : "b")" }
        let clean = try Table(csv: Array(("x,y\n" + rows.joined(separator: "\n")).utf8), source: "t.csv")
        let spoilt = try Table(csv: Array(("x,y\n1e300,a\n" + rows.joined(separator: "\n")).utf8), source: "t.csv")
        let honest = try TabularEncoding.fit(clean, rows: Array(0..<40), excluding: ["y"])
        let encoding = try TabularEncoding.fit(spoilt, rows: Array(0..<41), excluding: ["y"])
        let values = try encoding.encode(spoilt, rows: [0, 1, 8])
        let plain = try honest.encode(clean, rows: [0, 7])
        #expect(values[0] > values[2])
        #expect(values[2] - values[1] > (plain[1] - plain[0]) / 4)
    }

    @Test("Extreme numbers give no infinity")
    func extremes() throws {
        let text = "x,z,y\n1e308,1,a\n-1e308,2,b\n1e308,3.5,a\n"
        let it = try Table(csv: Array(text.utf8), source: "t.csv")
        let encoding = try TabularEncoding.fit(it, rows: [0, 1, 2], excluding: ["y"])
        #expect(encoding.leftOut.map(\.name) == ["x"])
        #expect(try encoding.encode(it, rows: [0, 1, 2]).allSatisfy { $0.isFinite })
    }
}
