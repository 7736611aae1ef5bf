/// Where each sample of a moved picture comes from in the old one: a linear map about the middle, then a move.
struct LinearMap {
    var rowFromRow: Float = 1
    var rowFromColumn: Float = 0
    var columnFromRow: Float = 0
    var columnFromColumn: Float = 1
    var down: Float = 0
    var right: Float = 0
}

extension Planes {
    /// The picture drawn anew, each sample taken bilinearly from where `map` says.
    func moved(by map: LinearMap, border: Border) -> Planes {
        let middleRow = Float(height - 1) / 2
        let middleColumn = Float(width - 1) / 2
        return warped(border: border) { row, column in
            let (y, x) = (Float(row) - middleRow, Float(column) - middleColumn)
            return (
                middleRow + map.rowFromRow * y + map.rowFromColumn * x + map.down,
                middleColumn + map.columnFromRow * y + map.columnFromColumn * x + map.right
            )
        }
    }
}
