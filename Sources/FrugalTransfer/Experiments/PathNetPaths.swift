import FrugalTrack

extension PathNetTrial.Outcome {
    /// The report's Figure 7 of a run: the first task's path, frozen, and the second's as PathNet found it.
    func paths(_ recipe: PathNetRecipe, seed: UInt64, from first: String, to second: String) -> Illustration? {
        guard let found = conditions[PathNetTrial.Condition.pathNet.rawValue], !found.path.isEmpty else { return nil }
        let earlier = (found.paths ?? [:]).sorted { $0.key < $1.key }.filter { $0.key < found.generations }
        let panels =
            earlier.map { Illustration.Panel("generation \($0.key)", frozen: evolved.path, path: $0.value) }
            + [Illustration.Panel("generation \(found.generations), the last", frozen: evolved.path, path: found.path)]
        return .paths(
            "Paths of seed \(seed): \(second) after \(first)", modules: recipe.shape.modules, panels: panels,
            caption: "Modules of the first task's path are framed and frozen; of a module that both paths use both are "
                + "seen. \(reused) of them are in the last path; chance would give "
                + "\(Humanise.fixed(reusedByChance, 1)).")
    }
}
