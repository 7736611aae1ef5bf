import FrugalNN
import FrugalTensor
import FrugalTransfer

/// Features of 224 x 224 pictures from frozen networks, normalisation folded into kernels, beside torchvision in its default
/// layout and in channels-last.
func transferSection(_ peer: Peer, _ rounds: Rounds) throws -> [Comparison] {
    let batch = 16
    var random = RandomStream(seed: 0)
    let x = Tensor.normal([batch, 3, 224, 224], using: &random).channelsLast()
    return try [Backbone.mobileNetV2, .resNet18].flatMap { backbone in
        let whole = try PlannedNetwork(backbone.plan(), using: &random)
        let features = whole.truncated(to: whole.plan.headStart).foldingNormalisation()
        let run = { _ = withoutGradients { features(x, .evaluation) } }
        return try [(false, 1.3), (true, 1.0)].map { isChannelsLast, target in
            try rounds.compare(
                "\(backbone.rawValue) features, 224 px, a picture",
                against: "torchvision, \(isChannelsLast ? "channels-last" : "its layout")", target: target, steps: 3,
                per: Double(batch), multiplyAdds: multiplyAdds(run), ours: run,
                peer: {
                    try peer.measure(
                        "features",
                        ["network": backbone.rawValue, "batch": batch, "channels_last": isChannelsLast], steps: $0)
                })
        }
    }
}
