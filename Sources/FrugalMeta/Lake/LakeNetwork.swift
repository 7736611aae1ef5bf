import FrugalData
import FrugalNN
import FrugalTensor

/// A Prototypical Network with one picture a class: the nearest drawing by the squared Euclidean distance of embeddings
/// (Snell, Swersky and Zemel 2017, equation 2, one shot).
struct LakeNetwork: Module {
    /// What turns a picture into a vector.
    var features: ConvFeatures
    /// The settings it was made with.
    var recipe: LakeRecipe

    /// A network before training.
    init(_ recipe: LakeRecipe, using stream: inout RandomStream) {
        features = ConvFeatures(channels: 1, width: recipe.width, depth: recipe.depth, using: &stream)
        self.recipe = recipe
    }

    /// Shows the tensors of the embedding.
    mutating func visit(_ visitor: inout Visitor) { visitor.child("features", &features) }

    /// The squared distances between rows of `[N, D]` and `[M, D]`, divided by the square root of D, `[N, M]`: at the start
    /// of training a softmax over undivided ones is all on one class.
    static func distances(_ queries: Tensor, _ references: Tensor) -> Tensor {
        queries.squaredDistances(to: references) / Double(queries.size(of: 1)).squareRoot()
    }

    /// How pictures of 105x105 with bright ink are brought to the network, after `distortion` where there is one.
    func pipeline(_ distortion: Transform?) throws -> Pipeline {
        let resize = Transform.resize(height: recipe.side, width: recipe.side, filter: .box)
        return Pipeline(
            (distortion.map { [$0] } ?? []) + [resize], normalisation: try Normalisation(mean: [0], deviation: [1]))
    }

    /// The embeddings of pictures with bright ink, `[N, D]`.
    func embeddings(_ images: LabelledImages) throws -> Tensor {
        try features(pipeline(nil).tensor(images, indices: Array(0..<images.count)), .evaluation)
    }
}
