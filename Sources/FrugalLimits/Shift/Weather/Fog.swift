import FrugalTensor

/// Haze of uneven thickness, added to the picture, which is then darkened so that its brightest sample stays so.
struct Fog: PictureChange {
    /// How thick it is, in parts of the full scale.
    let thickness: Float
    /// By how much the shape of the haze shrinks at each halving; the smaller, the finer the haze.
    let decay: Float
    /// Rows of the smallest map that is drawn; MNIST-C cuts its fog from one far larger than the picture.
    let side: Int

    init(_ constants: (thickness: Float, decay: Float), side: Int) {
        (thickness, decay) = constants
        self.side = side
    }

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        var side = side
        while side < max(picture.height, picture.width) { side *= 2 }
        // The reference scales its random part twice, so that it shrinks by the square.
        let haze = PlasmaFractal(side: side, decay: decay * decay).map(using: &stream)
        let brightest = picture.samples.reduce(0, max)
        let share = brightest / (brightest + thickness)
        let (height, width, thickness) = (picture.height, picture.width, thickness)
        for channel in 0..<picture.channels {
            for row in 0..<height {
                for column in 0..<width {
                    let place = (channel * height + row) * width + column
                    picture.samples[place] = (picture.samples[place] + thickness * haze[row * side + column]) * share
                }
            }
        }
    }
}
