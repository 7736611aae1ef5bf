/// A colour of three parts from 0 to 1, with the arithmetic of hue, saturation and value (Smith 1978) that the
/// corruptions need.
///
/// The value is the largest part; the saturation is how far the smallest lies below it, in parts of the value. Scaling
/// all parts changes the value alone, and moving them away from the largest changes the saturation alone, so that the
/// hue need never be computed.
struct Colour: Equatable, Sendable {
    var red: Float
    var green: Float
    var blue: Float

    /// The largest part.
    var value: Float { max(red, green, blue) }

    /// From 0 (gray) to 1; 0 for black.
    var saturation: Float { value > 0 ? (value - min(red, green, blue)) / value : 0 }

    /// Lightness as ITU-R BT.601 weighs it.
    var luma: Float { 0.299 * red + 0.587 * green + 0.114 * blue }

    /// The same hue and saturation with another value. Black has neither, and becomes gray.
    func withValue(_ newValue: Float) -> Colour {
        let value = value
        guard value > 0 else { return Colour(red: newValue, green: newValue, blue: newValue) }
        let factor = newValue / value
        return Colour(red: red * factor, green: green * factor, blue: blue * factor)
    }

    /// The same hue and value with another saturation. Gray has no hue; it is taken for red, as everywhere.
    func withSaturation(_ newSaturation: Float) -> Colour {
        let (value, saturation) = (value, saturation)
        guard saturation > 0 else {
            let other = value * (1 - newSaturation)
            return Colour(red: value, green: other, blue: other)
        }
        let factor = newSaturation / saturation
        return Colour(
            red: value - (value - red) * factor, green: value - (value - green) * factor,
            blue: value - (value - blue) * factor)
    }
}
