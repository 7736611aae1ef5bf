extension Catch {
    /// Goes below the fruit.
    public var expertAction: GameAction {
        let distance = fruit.x - 3 - paddle
        return distance < -1 ? .left : distance > 1 ? .right : .stay
    }
}
