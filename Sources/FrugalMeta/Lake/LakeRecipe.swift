import FrugalData

/// The settings of the network that answers Lake's runs, all chosen on alphabets of the background set held out from
/// training: see the README of this folder.
public struct LakeRecipe: Codable, Sendable, Equatable {
    /// Rows and columns of the pictures that the network sees; 105x105 is brought there by area means.
    public var side = 35
    /// Where the ink of every drawing is moved and how far it is spread: its mean to the middle, its root mean squared
    /// distance from there to this share of half the picture's width.
    public var frame = 0.55
    /// Convolution blocks.
    public var depth = 4
    /// Channels of each.
    public var width = 64
    /// Steps of training.
    public var steps = 1200
    /// Alphabets of a step.
    public var alphabets = 3
    /// Characters of each.
    public var way = 20
    /// The weight of the squared parameters that AdamW takes off.
    public var weightDecay = 1e-4
    /// The highest learning rate of AdamW; it rises over the first part of the steps and falls along a cosine.
    public var learningRate = 2e-3
    /// Random turn, stretch, slant and shift (in pixels of 105) of every training drawing.
    public var distortion = Transform.affine(degrees: 15, stretch: 0.15, slant: 0.15, shift: 2.5)
    /// The steps of a quick look.
    static let quickSteps = 400

    /// The settings of a full run.
    public init() {}
}
