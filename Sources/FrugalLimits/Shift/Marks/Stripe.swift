import FrugalTensor

/// The left and the right side inverted.
struct Stripe: PictureChange {
    /// The width of each side, in parts of the picture's.
    let side: Double

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let width = picture.width
        let columns = Int((Double(width) * side).rounded())
        for line in 0..<picture.height * picture.channels {
            for column in 0..<width where column < columns || column >= width - columns {
                picture.samples[line * width + column] = 1 - picture.samples[line * width + column]
            }
        }
    }
}
