import Foundation
import FrugalTensor

/// A smear to one side, its weights half a Gaussian: what ImageMagick's motion blur does.
struct MotionBlur: PictureChange {
    /// The smear is `2 * radius + 1` pixels long.
    let radius: Int
    /// Deviation of the Gaussian in pixels.
    let deviation: Float

    init(_ constants: (radius: Int, deviation: Float)) {
        (radius, deviation) = constants
    }

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        smear(&picture, degrees: Float(stream.uniform(in: -45...45)))
    }

    /// Smears along a direction: 0 degrees is along the rows, 90 along the columns.
    func smear(_ picture: inout Planes, degrees: Float) {
        let angle = degrees * .pi / 180
        let taps = (0...2 * radius).map { step in
            let distance = Float(step)
            return Filter.Tap(
                down: Int((distance * sin(angle)).rounded()), right: Int((distance * cos(angle)).rounded()),
                weight: exp(-0.5 * (distance / deviation) * (distance / deviation)))
        }
        picture.filter(with: Filter(taps), border: .edge)
    }
}
