extension Corruption {
    /// What its severity means in numbers. Every graded constant is in this file, level 1 first.
    ///
    /// MNIST-C: google-research/mnist-c, `corruptions.py`. CIFAR-10-C: hendrycks/robustness, `make_cifar_c.py`. Those
    /// chosen here say so.
    var change: any PictureChange {
        switch kind {
        case .gaussianNoise, .shotNoise, .impulseNoise, .speckleNoise: noise
        case .gaussianBlur, .glassBlur, .defocusBlur, .motionBlur, .zoomBlur: blur
        case .fog, .snow, .spatter: weather
        case .brightness, .contrast, .saturate, .brightnessPlus20, .brightnessTimes120, .inverse: light
        case .jpegCompression, .pixelate, .quantise: storage
        case .elasticTransform, .shear, .scale, .rotate, .translate: geometry
        case .stripe, .dottedLine, .zigzag, .cannyEdges: mark
        }
    }

    /// The constant of this severity, out of the levels of both tables.
    private func level<Value>(_ mnistC: [Value], _ cifar10C: [Value]) -> Value {
        level(table.pick(mnistC: mnistC, cifar10C: cifar10C))
    }

    /// The constant of this severity, where only one set grades the kind, or nobody does.
    private func level<Value>(_ levels: [Value]) -> Value { levels[severity - 1] }

    private var noise: any PictureChange {
        switch kind {
        case .shotNoise: ShotNoise(photons: level([60, 25, 12, 5, 3], [500, 250, 100, 75, 50]))
        case .impulseNoise: ImpulseNoise(share: level([0.03, 0.06, 0.09, 0.17, 0.27], [0.01, 0.02, 0.03, 0.05, 0.07]))
        case .speckleNoise: SpeckleNoise(deviation: level([0.15, 0.2, 0.35, 0.45, 0.6], [0.06, 0.1, 0.12, 0.16, 0.2]))
        default: GaussianNoise(deviation: level([0.08, 0.12, 0.18, 0.26, 0.38], [0.04, 0.06, 0.08, 0.09, 0.1]))
        }
    }

    private var blur: any PictureChange {
        switch kind {
        case .glassBlur:
            GlassBlur(
                level(
                    [(0.7, 1, 2), (0.9, 2, 1), (1, 2, 3), (1.1, 3, 2), (1.5, 4, 2)],
                    [(0.05, 1, 1), (0.25, 1, 1), (0.4, 1, 1), (0.25, 1, 2), (0.4, 1, 2)]),
                share: table.pick(mnistC: 0.5, cifar10C: 1))
        case .defocusBlur:
            DefocusBlur(
                level(
                    [(3, 0.1), (4, 0.5), (6, 0.5), (8, 0.5), (10, 0.5)],
                    [(0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (1, 0.2), (1.5, 0.1)]))
        case .motionBlur:
            MotionBlur(
                level([(10, 3), (15, 5), (15, 8), (15, 12), (20, 15)], [(6, 1), (6, 1.5), (6, 2), (8, 2), (9, 2.5)]))
        case .zoomBlur:
            ZoomBlur(
                level(
                    [(1.11, 0.01), (1.16, 0.01), (1.21, 0.02), (1.26, 0.02), (1.31, 0.03)],
                    [(1.06, 0.01), (1.11, 0.01), (1.16, 0.01), (1.21, 0.01), (1.26, 0.01)]))
        default: GaussianBlur(deviation: level([1, 2, 3, 4, 6], [0.4, 0.6, 0.7, 0.8, 1]))
        }
    }

    private var weather: any PictureChange {
        switch kind {
        case .snow: snow
        case .spatter: spatter
        default:
            Fog(
                level(
                    [(1.5, 2), (2, 2), (2.5, 1.7), (2.5, 1.5), (3, 1.4)],
                    [(0.2, 3), (0.5, 3), (0.75, 2.5), (1, 2), (1.5, 1.75)]),
                side: table.pick(mnistC: 256, cifar10C: 32))
        }
    }

    /// Mean, deviation, enlargement, threshold, radius and deviation of the smear, share of the picture.
    private var snow: any PictureChange {
        let numbers: (Float, Float, Float, Float, Int, Float, Float) = level(
            [
                (0.1, 0.3, 3, 0.5, 10, 4, 0.8), (0.2, 0.3, 2, 0.5, 12, 4, 0.7), (0.55, 0.3, 4, 0.9, 12, 8, 0.7),
                (0.55, 0.3, 4.5, 0.85, 12, 8, 0.65), (0.55, 0.3, 2.5, 0.85, 12, 12, 0.55),
            ],
            [
                (0.1, 0.2, 1, 0.6, 8, 3, 0.95), (0.1, 0.2, 1, 0.5, 10, 4, 0.9), (0.15, 0.3, 1.75, 0.55, 10, 4, 0.9),
                (0.25, 0.3, 2.25, 0.6, 12, 6, 0.85), (0.3, 0.3, 1.25, 0.65, 14, 12, 0.8),
            ])
        return Snow(
            mean: numbers.0, deviation: numbers.1, enlargement: numbers.2, threshold: numbers.3,
            smear: MotionBlur((numbers.4, numbers.5)), pictureShare: numbers.6)
    }

    /// Mean, deviation, blur and threshold of the liquid, blur of the mud or strength of the water, and which it is.
    private var spatter: any PictureChange {
        let numbers: (Float, Float, Float, Float, Float, Spatter.Liquid) = level(
            [
                (0.65, 0.3, 4, 0.69, 0.6, .mud), (0.65, 0.3, 3, 0.68, 0.6, .mud), (0.65, 0.3, 2, 0.68, 0.5, .mud),
                (0.65, 0.3, 1, 0.65, 1.5, .mud), (0.67, 0.4, 1, 0.65, 1.5, .mud),
            ],
            [
                (0.62, 0.1, 0.7, 0.7, 0.5, .water), (0.65, 0.1, 0.8, 0.7, 0.5, .water),
                (0.65, 0.3, 1, 0.69, 0.5, .water), (0.65, 0.1, 0.7, 0.69, 0.6, .mud),
                (0.65, 0.1, 0.5, 0.68, 0.6, .mud),
            ])
        return Spatter(
            mean: numbers.0, deviation: numbers.1, blur: numbers.2, threshold: numbers.3, last: numbers.4,
            liquid: numbers.5)
    }

    private var light: any PictureChange {
        switch kind {
        case .contrast: Contrast(factor: level([0.4, 0.3, 0.2, 0.1, 0.05], [0.75, 0.5, 0.4, 0.3, 0.15]))
        case .saturate:
            Saturate(
                level(
                    [(0.3, 0), (0.1, 0), (2, 0), (5, 0.1), (20, 0.2)],
                    [(0.3, 0), (0.1, 0), (1.5, 0), (2, 0.1), (2.5, 0.2)]))
        case .brightnessPlus20: LinearLight(factor: 1, addend: 0.2)  // ours
        case .brightnessTimes120: LinearLight(factor: 1.2, addend: 0)  // ours
        case .inverse: LinearLight(factor: -1, addend: 1)
        default: Brightness(addend: level([0.1, 0.2, 0.3, 0.4, 0.5], [0.05, 0.1, 0.15, 0.2, 0.3]))
        }
    }

    private var storage: any PictureChange {
        switch kind {
        case .pixelate: Pixelate(share: level([0.6, 0.5, 0.4, 0.3, 0.25], [0.95, 0.9, 0.85, 0.75, 0.65]))
        case .quantise: Quantise(bits: level([5, 4, 3, 2, 1]))
        default: JPEGCompression(quality: level([25, 18, 15, 10, 7], [80, 65, 58, 50, 40]))
        }
    }

    private var geometry: any PictureChange {
        switch kind {
        case .shear: Shear(radians: level([0.2, 0.4, 0.6, 0.8, 1]), border: table.border)
        case .scale: Scale(factor: level([0.9, 0.8, 0.7, 0.6, 0.5]), border: table.border)
        case .rotate: Rotate(radians: level([0.2, 0.4, 0.6, 0.8, 1]), border: table.border)
        case .translate: Translate(pixels: level([1, 2, 3, 4, 5]), border: table.border)
        default:
            // The levels in MNIST-C's code are not ordered (the third is far milder than the second), so that
            // CIFAR-10-C's serve both.
            ElasticTransform(
                level([(0, 0, 0.08), (0.05, 0.2, 0.07), (0.08, 0.06, 0.06), (0.1, 0.04, 0.05), (0.1, 0.03, 0.03)]),
                border: table.border)
        }
    }

    /// MNIST-C does not grade these: its form is level 1, and further levels are ours, with more of the same.
    private var mark: any PictureChange {
        switch kind {
        case .stripe: Stripe(side: level([7, 8, 9, 10, 11]) / 28)
        case .dottedLine: DottedLine(count: severity)
        case .zigzag: Zigzag(count: severity)
        default: CannyEdges()
        }
    }
}
