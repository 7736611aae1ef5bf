import FrugalTensor
import Testing

@testable import FrugalData

@Suite("Numbers in text")
struct NumberTextTests {
    private func parse(_ text: String) -> Double? {
        Array(text.utf8).withUnsafeBufferPointer { NumberText.parse($0) }
    }

    @Test(
        "Numbers are read as the standard library reads them",
        arguments: [
            "0", "-0", "1", "+17", "3.25", ".5", "5.", "1e3", "1E-3", "-2.5e+10", "0.1",
            "123456789012345678901234567890",
            "9007199254740993", "1.7976931348623157e308", "4.9e-324", "2.2250738585072014e-308", "0.30000000000000004",
            "00012", "1e22", "1e23", "123456.789e-20", "8.41",
        ])
    func exact(_ text: String) throws {
        let expected = try #require(Double(text))
        #expect(parse(text)?.bitPattern == expected.bitPattern)
    }

    @Test("Random numbers survive being written and read")
    func roundTrip() {
        var random = RandomStream(seed: 1)
        for _ in 0..<5_000 {
            let value = Double(bitPattern: random.next())
            guard value.isFinite else { continue }
            #expect(parse("\(value)")?.bitPattern == value.bitPattern)
        }
    }

    @Test(
        "What is no number is refused",
        arguments: ["", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1,5", "0x10", "12a", "--1", "1 2"])
    func refused(_ text: String) { #expect(parse(text) == nil) }

    @Test("Infinity counts as missing", arguments: ["inf", "-inf", "+Infinity", "1e999", "-1e400"])
    func infinite(_ text: String) { #expect(parse(text)?.isNaN == true) }

    @Test("Whole numbers are written without a point")
    func spelling() {
        #expect(NumberText.text(of: 3) == "3")
        #expect(NumberText.text(of: -0.5) == "-0.5")
        #expect(NumberText.text(of: 1e300) == "1e+300")
    }
}
