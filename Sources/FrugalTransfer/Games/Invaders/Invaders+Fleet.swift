extension Invaders {
    /// The pixels of an invader's place.
    func invaderBox(row: Int, column: Int) -> Box {
        Box(x: fleetX + 5 * column, y: fleetY + 4 * row, width: 3, height: 2)
    }

    /// Whether an invader is alive.
    func isAlive(row: Int, column: Int) -> Bool { fleet >> UInt32(row * Self.columns + column) & 1 == 1 }

    /// The row of the lowest invader of a column, nil if there is none.
    func lowestRow(ofColumn column: Int) -> Int? {
        (0..<Self.rows).last { isAlive(row: $0, column: column) }
    }

    /// A bit for each column in which there is an invader.
    private var livingColumns: UInt32 {
        (fleet | fleet >> 6 | fleet >> 12 | fleet >> 18) & 0b111111
    }

    /// Whether the fleet has come down to the cannon.
    var hasLanded: Bool {
        guard fleet != 0 else { return false }
        let row = (31 - fleet.leadingZeroBitCount) / Self.columns
        return invaderBox(row: row, column: 0).bottom > Self.cannonRow
    }

    /// The ticks from one pixel of the march to the next.
    var marchPeriod: Int { 1 + fleet.nonzeroBitCount / 6 }

    /// Marches a pixel when it is time; at a border down and then the other way.
    mutating func march() {
        waited += 1
        guard waited >= marchPeriod else { return }
        waited = 0
        let columns = livingColumns
        let left = fleetX + 5 * columns.trailingZeroBitCount
        let right = fleetX + 5 * (31 - columns.leadingZeroBitCount) + 3
        if direction < 0 ? left <= 0 : right >= GamePicture.side {
            direction = -direction
            fleetY += 2
        } else {
            fleetX += direction
        }
    }
}
