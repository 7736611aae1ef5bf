/// Something a game can be drawn on. A game describes once what there is; each surface shows it in its own way.
public protocol GameSurface {
    /// Draws a thing over what is there: its plane, and its gray in pictures, from 0 for black to 1.
    mutating func fill(_ box: Box, as plane: GamePlane, intensity: Float)

    /// Notes where a thing was one step ago. Pictures do not show it.
    mutating func trace(_ box: Box)
}
