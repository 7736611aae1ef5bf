import FrugalTrack

extension CifarSettings {
    /// The first neural architecture search (Zoph and Le, ICLR 2017, section 4.1) at a scale.
    ///
    /// The paper's 12,800 children, trained on 800 GPUs, are its controller's whole life; from a few dozen it can only begin
    /// to learn, so that its rate is that of ``ReinforceSearch/Settings/tables`` at quick scale.
    static func strings(_ scale: Reproduction.Scale) -> CifarSettings {
        var settings = CifarSettings(scale)
        settings.methods = [.reinforce, .evolution, .random]
        settings.strings = Strings()
        settings.reinforce.rewardPower = 3
        switch scale {
        case .full:
            settings.trialCount = 12_800
            settings.trial = .residual(epochs: 50)
            settings.trial.usesBFloat16 = true
            settings.trialLooks = 5
            settings.final = .residual(epochs: 300)
            settings.final.usesBFloat16 = true
            settings.final.validationInterval = 30
        case .quick: settings.shrinkStrings()
        }
        return settings
    }

    private mutating func shrinkStrings() {
        strings = Strings(least: 4, most: 8, filters: [8, 12, 16, 24])
        trialCount = 60
        reinforce = .tables
        reinforce.rewardPower = 3
        evolution.population = 15
        evolution.sample = 4
        scaledDown = [
            "60 children of each search and not 12,800, each trained for 60 steps of 64 pictures and not 50 epochs",
            "4 to 8 layers of 8 to 24 filters, not up to 20 of 24 to 64",
            "searches on 4,000 pictures and not 45,000, scored on 1,000 and not 5,000",
            "450 final steps of 64 of 20,000 pictures and not some hundred epochs of 50,000",
        ]
    }
}
