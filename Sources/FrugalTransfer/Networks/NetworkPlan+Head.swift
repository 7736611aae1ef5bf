import FrugalTrack

extension NetworkPlan {
    /// The plan with a fresh linear head on its features, for so many classes. The head keeps the name of the last linear map
    /// where there is one, so that files go by one name whatever the classes.
    /// - Throws: ``FrugalError`` of kind `usage` for fewer than one class; of kind `model` as ``check()``.
    public func replacingHead(classes: Int) throws -> NetworkPlan {
        guard classes > 0 else { throw FrugalError(.usage, "classes", "\(classes) classes need no head") }
        let head = Array(steps[headStart...])
        var name = "head"
        if case .linear(let weight, _) = head.last?.operation, weight.hasSuffix(".weight") {
            name = String(weight.dropLast(".weight".count))
        }
        let body = Array(steps[..<headStart])
        // What is dropped before the classifier stays so.
        let dropout = head.first { if case .dropout = $0.operation { true } else { false } }
        var kept = tensors
        for name in head.flatMap({ $0.tensorNames.learned + $0.tensorNames.kept }) { kept[name] = nil }
        kept["\(name).weight"] = [classes, try featureCount()]
        kept["\(name).bias"] = [classes]
        var last = features
        var added: [NetworkStep] = []
        if let dropout {
            last = "\(name).dropout"
            added.append(NetworkStep(dropout.operation, from: [features], to: last))
        }
        added.append(
            NetworkStep(.linear(weight: "\(name).weight", bias: "\(name).bias"), from: [last], to: "scores"))
        return try NetworkPlan(steps: body + added, tensors: kept, features: features)
    }

    /// The numbers of a feature vector, whatever the size of a picture.
    /// - Throws: ``FrugalError`` of kind `model` where the features are no vectors.
    public func featureCount() throws -> Int {
        // Any size does that the kernels can see, for features that are means; linear maps know theirs.
        if let step = steps.first(where: { $0.output == features }) {
            for place in steps[..<headStart].reversed() {
                switch (place.operation, step.operation) {
                case (.linear(let weight, _), _): return tensors[weight]?.first ?? 0
                case (_, .mean):
                    let sizes = [512, 256, 128, 64, 32].lazy.compactMap { try? shapes(height: $0, width: $0) }
                    if let shape = sizes.first?.outputs[features], shape.count == 1 { return shape[0] }
                default: continue
                }
            }
        }
        throw FrugalError(
            .model, "features", "the step \(features) gives no vectors", remedy: "name a step that does")
    }
}
