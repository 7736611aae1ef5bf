/// How the neurons of a layer lie in memory: the channels of a place side by side, so that one addition of a row serves
/// all.
struct LayerShape: Sendable {
    /// Places of a picture; 1 for a layer without.
    let places: Int
    /// Neurons at each place.
    let channels: Int
    /// Numbers kept for each place: the channels, rounded up to whole vectors.
    let width: Int

    init(places: Int, channels: Int) {
        self.places = places
        self.channels = channels
        width = (channels + 15) / 16 * 16
    }

    /// Numbers kept for the layer.
    var room: Int { places * width }
    /// Neurons of the layer.
    var count: Int { places * channels }

    /// `values` in the order of the network, channel by channel, as they lie in memory.
    func laidOut(_ values: [Float]) -> Block<Float> {
        let block = Block<Float>(room, of: 0)
        for channel in 0..<channels {
            for place in 0..<places { block[place * width + channel] = values[channel * places + place] }
        }
        return block
    }

    /// Numbers of the layer in the order of the network, channel by channel.
    func inOrder(_ block: Block<Float>) -> [Float] {
        (0..<count).map { block[$0 % places * width + $0 / places] }
    }
}
