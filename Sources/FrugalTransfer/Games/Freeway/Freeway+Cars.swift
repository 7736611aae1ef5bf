extension Freeway {
    /// The chicken's pixels.
    var chickenBox: Box { Box(x: 18, y: chicken, width: 4, height: 2) }

    /// The pixels of the car of a lane that is `place` quarters of a pixel on its way.
    static func carBox(lane: Int, at place: Int32) -> Box {
        Box(x: Int(place >> 2) - 6, y: 5 + 4 * lane, width: 6, height: 2)
    }

    /// Whether a car is where the chicken is.
    var isHit: Bool {
        // The lane that holds the chicken's lower row: between lanes there are two empty rows, as high as a chicken.
        let lane = (chicken + 1 - Self.goal) >> 2
        guard (0..<8).contains(lane) else { return false }
        return Self.carBox(lane: lane, at: cars[lane]).overlaps(chickenBox)
    }

    /// Moves every car for a tick; one that has left the picture comes back from the other side.
    mutating func moveCars() {
        cars &+= velocities
        cars.replace(with: cars &- Self.loop, where: cars .>= Self.loop)
        cars.replace(with: cars &+ Self.loop, where: cars .< 0)
    }
}
