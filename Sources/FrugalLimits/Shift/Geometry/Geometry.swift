import Foundation
import FrugalTensor

/// Columns slanted by an angle about the middle, to a random side. As in the scikit-image of 2019 with which MNIST-C
/// was made, rows are drawn from nearer to the middle by the cosine, so that large angles stretch the picture upwards.
struct Shear: PictureChange {
    let radians: Float
    let border: Border

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let angle = radians * stream.sign()
        picture = picture.moved(by: LinearMap(rowFromRow: cos(angle), columnFromRow: -sin(angle)), border: border)
    }
}

/// The content made `factor` times as large about the middle; a factor below 1 draws in the border.
struct Scale: PictureChange {
    let factor: Float
    let border: Border

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        picture = picture.moved(
            by: LinearMap(rowFromRow: 1 / factor, columnFromColumn: 1 / factor), border: border)
    }
}

/// A turn by an angle about the middle, to a random side.
struct Rotate: PictureChange {
    let radians: Float
    let border: Border

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let angle = radians * stream.sign()
        let (sine, cosine) = (sin(angle), cos(angle))
        picture = picture.moved(
            by: LinearMap(
                rowFromRow: cosine, rowFromColumn: sine, columnFromRow: -sine, columnFromColumn: cosine),
            border: border)
    }
}

/// A move by so many whole pixels down or up and as many to the right or left, each side at random.
struct Translate: PictureChange {
    let pixels: Float
    let border: Border

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let right = pixels * stream.sign()
        let down = pixels * stream.sign()
        picture = picture.moved(by: LinearMap(down: down, right: right), border: border)
    }
}
