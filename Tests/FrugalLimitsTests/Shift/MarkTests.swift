import FrugalData
import FrugalTensor
import Testing

@testable import FrugalLimits

@Suite struct MarkTests {
    @Test func stripeInvertsAQuarterOnEachSide() throws {
        let flat = try Pictures.flat([50], height: 2, width: 28)
        let row =
            [UInt8](repeating: 205, count: 7) + [UInt8](repeating: 50, count: 14) + [UInt8](repeating: 205, count: 7)
        #expect(try flat.spoilt(by: .stripe, 1).pixels == row + row)
        let wide = try Pictures.flat([50], height: 1, width: 28).spoilt(by: .stripe, 5).pixels
        #expect(wide.filter { $0 == 205 }.count == 22)
    }

    /// A level stroke: 1 on the line, 1 + log(1 - 1 / 2.3) beside it, nothing two rows away.
    @Test func strokeFadesAcross() {
        var picture = Planes(height: 9, width: 6, channels: 1)
        picture.addStroke(from: (4, 1), to: (4, 4))
        for column in 0..<6 {
            let isDrawn = (1..<4).contains(column)
            #expect(picture.samples[4 * 6 + column] == (isDrawn ? 1 : 0))
            #expect(abs(picture.samples[3 * 6 + column] - (isDrawn ? 0.429455 : 0)) < 1e-5)
            #expect(picture.samples[2 * 6 + column] == 0)
        }
    }

    @Test func dottedLineLeavesGapsOfTwoColumns() throws {
        let black = try Pictures.flat([0], height: 28, width: 28)
        let dotted = try black.spoilt(by: .dottedLine, 1).pixels
        let isLit = (0..<28).map { column in (0..<28).contains { dotted[$0 * 28 + column] > 0 } }
        #expect(isLit == (0..<28).map { $0 % 4 >= 2 && $0 < 27 })
    }

    @Test func zigzagSwingsFourRows() throws {
        let black = try Pictures.flat([0], height: 28, width: 28)
        // A seed whose zigzag lies inside the picture: every column from 2 to 24 is lit, none outside.
        let picture = try #require(
            try (0..<20).map { try black.spoilt(by: .zigzag, 1, index: $0).pixels }.first { pixels in
                pixels[..<56].allSatisfy { $0 == 0 } && pixels[(26 * 28)...].allSatisfy { $0 == 0 }
            })
        let rows = (0..<28).map { column in (0..<28).filter { picture[$0 * 28 + column] > 150 } }
        #expect((2..<25).allSatisfy { !rows[$0].isEmpty })
        #expect([0, 1, 26, 27].allSatisfy { rows[$0].isEmpty })
        let middles = rows[2..<25].map { $0.reduce(0, +) / max(1, $0.count) }
        let turns = zip(zip(middles, middles.dropFirst(2)), zip(middles.dropFirst(2), middles.dropFirst(4))).filter {
            ($0.0.1 - $0.0.0) * ($0.1.1 - $0.1.0) < 0
        }
        #expect(turns.count >= 4)
    }

    @Test func cannyFindsTheEdgeOfASquare() throws {
        var pixels = [UInt8](repeating: 0, count: 400)
        for row in 5..<15 { for column in 5..<15 { pixels[row * 20 + column] = 255 } }
        let edges = try Image(height: 20, width: 20, channels: 1, pixels: pixels).spoilt(by: .cannyEdges).pixels
        #expect(edges.allSatisfy { $0 == 0 || $0 == 255 })
        for row in 0..<20 {
            for column in 0..<20 where edges[row * 20 + column] == 255 {
                let distance = max(abs(Double(row) - 9.5), abs(Double(column) - 9.5))
                #expect(distance > 3 && distance < 6.5)
            }
        }
        // The edge lies between samples 4 and 5, and between 14 and 15; each side is found along its middle.
        for sides in [[4 * 20 + 10, 5 * 20 + 10], [14 * 20 + 10, 15 * 20 + 10], [204, 205], [214, 215]] {
            #expect(sides.contains { edges[$0] == 255 })
        }
        let flat = try Pictures.flat([200, 100, 50])
        #expect(try flat.spoilt(by: .cannyEdges).pixels.allSatisfy { $0 == 0 })
    }
}
