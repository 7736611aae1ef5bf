extension GameVariant {
    /// Refuses what a game does not honour and what is out of range.
    /// - Throws: ``GameError`` that names the game, the option and the remedy.
    func check<Player: Game>(for game: Player.Type) throws {
        let name = game.name.rawValue
        for option in changes where !game.options.contains(option) {
            let others = GameName.allCases.filter { $0.gameType.options.contains(option) }.map(\.rawValue)
            throw GameError(
                name, "it does not have the option \(option.rawValue)",
                remedy: "leave it at its standard, or play \(others.joined(separator: ", "))")
        }
        try check(Double(paddleOffset), "paddleOffset", 0...8, name)
        try check(Double(brightnessShift), "brightnessShift", -1...1, name)
        try check(Double(brightnessFactor), "brightnessFactor", 0...10, name)
        try check(speed, "speed", 0.5...2, name)
    }

    private func check(_ value: Double, _ option: String, _ range: ClosedRange<Double>, _ name: String) throws {
        // A value that is not a number is in no range.
        guard range.contains(value) else {
            throw GameError(
                name, "\(option) is \(value)", remedy: "give a number from \(range.lowerBound) to \(range.upperBound)")
        }
    }
}
