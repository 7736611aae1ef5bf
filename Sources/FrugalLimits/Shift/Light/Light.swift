import FrugalTensor

/// A constant added to the value of hue, saturation and value, clipped at 1. A gray sample is its own value.
struct Brightness: PictureChange {
    let addend: Float

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let addend = addend
        if picture.channels == 3 {
            picture.updateColours { $0.withValue(min($0.value + addend, 1)) }
        } else {
            picture.update { $0 + addend }
        }
    }
}

/// The saturation of every pixel scaled and moved, clipped to 0 to 1; for colour pictures.
struct Saturate: PictureChange {
    let factor: Float
    let addend: Float

    init(_ constants: (factor: Float, addend: Float)) {
        (factor, addend) = constants
    }

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let (factor, addend) = (factor, addend)
        picture.updateColours { $0.withSaturation(min(max($0.saturation * factor + addend, 0), 1)) }
    }
}

/// Every sample drawn towards the mean of its channel.
struct Contrast: PictureChange {
    let factor: Float

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let area = picture.area
        for channel in 0..<picture.channels {
            let range = channel * area..<(channel + 1) * area
            let mean = Float(picture.samples[range].reduce(0) { $0 + Double($1) } / Double(area))
            for place in range { picture.samples[place] = (picture.samples[place] - mean) * factor + mean }
        }
    }
}

/// Every sample times a factor plus a constant.
struct LinearLight: PictureChange {
    let factor: Float
    let addend: Float

    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        let (factor, addend) = (factor, addend)
        picture.update { $0 * factor + addend }
    }
}
