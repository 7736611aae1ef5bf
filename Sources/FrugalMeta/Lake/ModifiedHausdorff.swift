import FrugalData
import FrugalTensor

/// The modified Hausdorff distance between drawings (Dubuisson and Jain 1994), the baseline that comes with Lake's task:
/// 38.75 % error without any learning.
///
/// A drawing is the set of its ink pixels, moved so that their mean is the origin. The distance is the larger of two means:
/// from each point of one set to the nearest of the other, and the other way round.
public enum ModifiedHausdorff {
    /// The distances between all drawings of two lists, ink dark (below 128): a row for each of `queries`, a column for each
    /// of `references`; infinite where one of the two is blank.
    public static func distances(_ queries: [Image], _ references: [Image]) -> [[Double]] {
        let targets = references.map(ink)
        return queries.map { query in
            let points = ink(query)
            return targets.map { distance(points, $0) }
        }
    }

    /// The distance between two centred sets of points, `[2, N]` and `[2, M]`.
    static func distance(_ one: Tensor, _ other: Tensor) -> Double {
        guard one.count > 0, other.count > 0 else { return .infinity }
        let rows = one[0].reshaped(-1, 1) - other[0].reshaped(1, -1)
        let columns = one[1].reshaped(-1, 1) - other[1].reshaped(1, -1)
        let squares = rows.squared() + columns.squared()
        let there = squares.min(along: 1).sqrt().mean().item()
        let back = squares.min(along: 0).sqrt().mean().item()
        return max(there, back)
    }

    /// Rows and columns of the ink pixels about their mean, `[2, N]`, float64.
    static func ink(_ image: Image) -> Tensor {
        let places = image.pixels.indices.filter { image.pixels[$0] < 128 }
        let points = Tensor(
            places.map { Double($0 / image.width) } + places.map { Double($0 % image.width) }, shape: [2, places.count])
        return places.isEmpty ? points : points - points.mean(along: 1, keepingDimensions: true)
    }
}
