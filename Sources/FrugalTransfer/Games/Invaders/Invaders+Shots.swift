import FrugalTensor

extension Invaders {
    /// Moves the player's shot by three pixels, one after the other so that it leaps over nothing. Returns the reward.
    mutating func moveShot() -> Float {
        for _ in 0..<3 where shotY >= 0 {
            shotY -= 1
            if strike() {
                shotY = Int(Self.nowhere)
                if fleet == 0 {
                    wave += 1
                    muster()
                }
                return 1
            }
        }
        return 0
    }

    /// Takes away an invader that the shot has met. Returns whether there is one.
    private mutating func strike() -> Bool {
        let column = (shotX - fleetX) / 5
        guard shotX >= fleetX, column < Self.columns else { return false }
        let shot = shotBox
        for row in 0..<Self.rows where isAlive(row: row, column: column) {
            guard invaderBox(row: row, column: column).overlaps(shot) else { continue }
            fleet ^= 1 << UInt32(row * Self.columns + column)
            return true
        }
        return false
    }

    /// Moves all bombs by a pixel. One that meets the cannon costs a life and clears the sky; others end at the bottom.
    mutating func moveBombs() {
        for index in 0..<4 where bombY[index] >= 0 {
            bombY[index] += 1
            if bombBox(index).overlaps(cannonBox) {
                lives -= 1
                bombY = SIMD4(repeating: Self.nowhere)
                return
            }
            if bombY[index] >= GamePicture.side { bombY[index] = Self.nowhere }
        }
    }

    /// Drops a bomb, in one of eight ticks, if there is one left and the column that was drawn has an invader.
    mutating func dropBomb() {
        guard random.below(8) == 0 else { return }
        let column = random.below(Self.columns)
        guard let row = lowestRow(ofColumn: column), let free = (0..<4).first(where: { bombY[$0] < 0 }) else { return }
        let invader = invaderBox(row: row, column: column)
        bombX[free] = Int32(invader.x + 1)
        bombY[free] = Int32(invader.bottom)
    }

    /// The pixels of the player's shot.
    var shotBox: Box { Box(x: shotX, y: shotY, width: 1, height: 2) }

    /// The pixels of a bomb.
    func bombBox(_ index: Int) -> Box { Box(x: Int(bombX[index]), y: Int(bombY[index]), width: 1, height: 2) }

    /// The cannon's pixels.
    var cannonBox: Box { Box(x: cannon, y: Self.cannonRow, width: 4, height: 2) }
}
