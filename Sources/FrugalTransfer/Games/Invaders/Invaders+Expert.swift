extension Invaders {
    /// Keeps clear of bombs that are near, else goes below the nearest column and shoots ahead of its march.
    public var expertAction: GameAction {
        let distance = nearestDistance
        let wish: GameAction = distance < -1 ? .left : distance > 1 ? .right : .fire
        let others: [GameAction] = distance < 0 ? [.left, .stay, .right] : [.right, .stay, .left]
        return ([wish] + others).first { !isThreatened(after: $0) } ?? wish
    }

    /// How far the cannon is from where a shot of now would meet the lowest invader of the nearest column.
    private var nearestDistance: Int {
        var nearest = GamePicture.side
        for column in 0..<Self.columns {
            guard let row = lowestRow(ofColumn: column) else { continue }
            let invader = invaderBox(row: row, column: column)
            let ticks = (Self.cannonRow - invader.bottom) / 3
            let distance = invader.x + 1 + direction * ticks / marchPeriod - (cannon + 2)
            if abs(distance) < abs(nearest) { nearest = distance }
        }
        return nearest
    }

    /// Whether a bomb that is near would hit the cannon after an action.
    private func isThreatened(after action: GameAction) -> Bool {
        let left = min(max(cannon + 2 * action.horizontal, 0), GamePicture.side - 4)
        return (0..<4).contains { index in
            let ticks = Self.cannonRow - Int(bombY[index]) - 2
            return bombY[index] >= 0 && ticks < 5 && (left..<left + 4).contains(Int(bombX[index]))
        }
    }
}
