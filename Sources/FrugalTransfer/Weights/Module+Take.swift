import FrugalNN
import FrugalTensor

extension Module {
    /// Takes over the tensors that fit, each in the type and the layout of the network's own.
    /// - Parameters:
    ///   - oldHead: tensors of the file that a new head takes the place of.
    ///   - newHead: tensors that are begun anew.
    public mutating func take(
        _ state: StateDictionary, from oldHead: [String], newHead: [String]
    ) -> ImportReport {
        var report = ImportReport()
        var known: Set<String> = []
        forEachTensor { name, _, tensor in
            known.insert(name)
            if newHead.contains(name) { return report.reinitialised.append(name) }
            guard var stored = state[name] else { return report.missing.append(name) }
            if stored.shape == tensor.shape + [1, 1] { stored = stored.reshaped(tensor.shape) }
            guard stored.shape == tensor.shape else {
                return report.mismatched.append(
                    ImportReport.Mismatch(name: name, expected: tensor.shape, found: stored.shape))
            }
            let own = stored.to(tensor.dtype).to(tensor.device)
            tensor = tensor.rank == 4 ? own.channelsLast() : own.clone()
            report.loaded.append(name)
        }
        report.unexpected = state.names.filter { !known.contains($0) && !oldHead.contains($0) }
        return report
    }
}
