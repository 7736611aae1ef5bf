/// How the pixels are found that an answer hangs on. Few methods, each of which works with any layers.
public enum ExplanationMethod: String, CaseIterable, Codable, Sendable {
    /// The size of the score's derivative by each pixel (Simonyan et al. 2014).
    case gradient
    /// The derivative times the pixel (Shrikumar et al. 2016).
    case gradientTimesInput = "gradient-x-input"
    /// The mean derivative on the way from a baseline, times the way (Sundararajan et al. 2017). The numbers of a map add up
    /// to the difference of the scores.
    case integratedGradients = "integrated-gradients"
    /// The last maps of the network, weighted by how the score depends on each (Selvaraju et al. 2017).
    case gradCAM = "grad-cam"
    /// How much the score falls when a square is covered (Zeiler and Fergus 2014).
    case occlusion
}
