extension Freeway {
    /// Goes up if it can then stay alive for four steps, else waits, else goes back.
    public var expertAction: GameAction {
        if survives(.up, steps: 4) { return .up }
        return survives(.stay, steps: 4) ? .stay : .down
    }

    /// Whether some way of going on after an action is safe for some steps.
    private func survives(_ action: GameAction, steps: Int) -> Bool {
        var ghost = self
        _ = ghost.step(action)
        if ghost.isRunOver { return false }
        return steps <= 1 || ghost.survives(.up, steps: steps - 1) || ghost.survives(.stay, steps: steps - 1)
            || ghost.survives(.down, steps: steps - 1)
    }
}
