/// Classes that arrive one after another, and who learns them.
public struct ContinualSettings: Codable, Sendable, Equatable {
    /// Excitatory neurons of the spiking network, and hidden units of the perceptron.
    public var neurons = 400
    /// Training pictures of each class; nil for all of them.
    public var picturesOfClass: Int?
    /// How many labelled pictures of each class that has arrived are kept for those who may keep some.
    public var kept = 100
    /// Pictures in a step of the perceptron.
    public var batch = 32
    /// Adam's learning rate.
    public var learningRate = 1e-3
    /// Passes over the kept pictures when the perceptron's last layer is fitted anew.
    public var readoutEpochs = 20
}
