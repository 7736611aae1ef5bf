extension EnasMicro {
    /// How ENAS's code trains the policy of the micro space. The paper's text says a rate of 0.00035 and an entropy weight of 0.1
    /// (from memory; unconfirmed).
    ///
    /// TensorFlow's Adam adds its epsilon before the correction of the second moment and this one after it: in the first steps
    /// ours is the smaller, so steps are a little larger.
    public static var learning: Reinforce.Settings {
        var settings = Reinforce.Settings()
        settings.learningRate = 3.5e-3
        settings.beta1 = 0
        settings.epsilon = 1e-3
        settings.baseline = .sample
        settings.baselineDecay = 0.99
        settings.entropyWeight = 1e-4
        settings.isEntropyRewarded = true
        return settings
    }
}

extension EnasMacro {
    /// How ENAS's code trains the policy of the macro space. The paper's text says a rate of 0.00035 (from memory; unconfirmed).
    public static var learning: Reinforce.Settings {
        var settings = EnasMicro.learning
        settings.learningRate = 1e-3
        settings.penaltyWeight = 0.8
        return settings
    }
}
