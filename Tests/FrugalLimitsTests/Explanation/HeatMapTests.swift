import FrugalData
import Testing

@testable import FrugalLimits

/// Maps drawn over pictures.
@Suite struct HeatMapTests {
    private func explanation(_ map: [Float]) -> Explanation {
        Explanation(
            method: .gradientTimesInput, label: 0, score: 1, height: 2, width: 2, map: map, completenessError: nil,
            randomisationCorrelation: 0)
    }

    @Test func signsHaveColoursAndNothingIsGray() throws {
        let picture = try Image(height: 2, width: 2, channels: 1, pixels: [0, 0, 0, 255])
        let map = try explanation([1, -1, 0, 0]).heatMap(over: picture)
        func pixel(_ place: Int) -> [Int] { map.pixels[(place * 3)..<(place * 3 + 3)].map(Int.init) }
        #expect(pixel(0)[0] > pixel(0)[2] + 100 && pixel(1)[2] > pixel(1)[0] + 100)
        #expect(Set(pixel(2)).count == 1 && Set(pixel(3)).count == 1 && pixel(3)[0] > pixel(2)[0])
    }

    @Test func anEmptyMapIsTheGrayPicture() throws {
        let picture = try Image(height: 2, width: 2, channels: 3, pixels: [UInt8](repeating: 100, count: 12))
        let map = try explanation([0, 0, 0, 0]).heatMap(over: picture)
        #expect(Set(map.pixels).count == 1)
    }

    @Test func aPictureOfAnotherSizeIsRefused() throws {
        let picture = try Image(height: 1, width: 2, channels: 1, pixels: [0, 0])
        #expect(throws: DataError.self) { try explanation([0, 0, 0, 0]).heatMap(over: picture) }
    }
}
