extension Freeway {
    /// Draws the cars and the chicken.
    public func draw(on surface: inout some GameSurface) {
        for lane in 0..<8 {
            let goesRight = lane.isMultiple(of: 2)
            surface.trace(Self.carBox(lane: lane, at: trail[lane]))
            surface.fill(
                Self.carBox(lane: lane, at: cars[lane]), as: goesRight ? .target : .otherTarget,
                intensity: goesRight ? 0.4 : 0.5)
        }
        surface.fill(chickenBox, as: .player, intensity: 1)
    }
}
