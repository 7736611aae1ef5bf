import Foundation
import FrugalData
import FrugalTrack

/// Reads the data of a bundle and those that arrived, and divides them as the fit and earlier updates did.
struct UpdateReader {
    let update: Update
    let predictor: Predictor

    private var manifest: ModelManifest { predictor.manifest }
    private var bundle: String { update.bundle.path }

    /// What was read.
    struct Reading {
        var examples: UpdateExamples
        /// Why the old data are not at hand; nil where they are.
        var missing: String?
        /// What the bundle will know of the arrival.
        var hash: String
        var sizes: [String: Int]
    }

    /// Reads everything.
    /// - Throws: `DataError` or ``FrugalError`` that names the file, the class or the folder at fault. Missing old data are no
    ///   error but where the policy needs them.
    func read() throws -> Reading {
        var examples = UpdateExamples()
        var missing: String?
        do {
            try readOld(&examples)
        } catch let error as FrugalError where error.kind == .data && update.policy == .newOnly {
            // The new examples alone do not need them.
            (missing, examples) = ("\(error)", UpdateExamples())
        } catch let error as DataError where update.policy == .newOnly {
            (missing, examples) = ("\(error)", UpdateExamples())
        }
        let (hash, sizes) = try readNew(&examples)
        return Reading(examples: examples, missing: missing, hash: hash, sizes: sizes)
    }

    private func readOld(_ examples: inout UpdateExamples) throws {
        let recorded = manifest.provenance
        let arrivals = manifest.updates ?? []
        let names = [recorded.data.first ?? ""] + arrivals.map(\.data)
        if let given = update.oldData, given.count != names.count {
            throw FrugalError(
                .usage, "--old-data", "\(given.count) given, and the bundle learned from \(names.count)",
                remedy: "give, in this order, the places of \(names.joined(separator: ", "))")
        }
        let paths = try zip(names, update.oldData ?? names.map { _ in "" }).map { name, given in
            try find(given.isEmpty ? name : given)
        }
        try readFit(paths[0], &examples)
        for (path, arrival) in zip(paths.dropFirst(), arrivals) {
            let data = try load(path, hash: arrival.dataHash)
            let (split, first) = try divide(data, seed: arrival.splitSeed, &examples)
            guard sizes(split) == arrival.splitSizes else { throw splitLost(path) }
            examples.old += (split.train + split.validation).map { $0 + first }
            add(examples.halves(of: split.test.map { $0 + first }), to: &examples.oldHeld)
        }
    }

    /// The data of the fit in its own parts. The network may have been trained again with the validation part, so that
    /// only the test part is unseen.
    private func readFit(_ path: String, _ examples: inout UpdateExamples) throws {
        let recorded = manifest.provenance
        let data = try load(path, hash: recorded.dataHashes["data"])
        let separate = try separateTest(of: path)
        let split = try SplitPlan.split(data, hasTest: separate != nil, seed: recorded.splitSeed)
        let test = separate?.count ?? split.test.count
        guard recorded.splitSizes == ["train": split.train.count, "validation": split.validation.count, "test": test]
        else { throw splitLost(path) }
        let first = examples.append(data)
        examples.old = (split.train + split.validation).map { $0 + first }
        let held = separate.map { test -> [Int] in
            let first = examples.append(test)
            return (0..<test.count).map { $0 + first }
        }
        add(examples.halves(of: held ?? split.test.map { $0 + first }), to: &examples.oldHeld)
    }

    /// The test part that did not come from the data themselves.
    private func separateTest(of path: String) throws -> LabelledData? {
        let recorded = manifest.provenance
        if recorded.data.count > 1 {
            let test = try predictor.load(find(recorded.data[1]), skipsBroken: update.skipsBroken)
            guard try recorded.dataHashes["test"] == test.checksum() else { throw changed(recorded.data[1]) }
            return test
        }
        let source = try DataSource.open(path, policy: update.skipsBroken ? .skip : .refuse)
        return source.parts.contains(.test) ? try predictor.load(path, skipsBroken: update.skipsBroken) : nil
    }

    private func readNew(_ examples: inout UpdateExamples) throws -> (hash: String, sizes: [String: Int]) {
        let data = try load(update.arrival, hash: nil)
        let hash = try data.checksum()
        let (split, first) = try divide(data, seed: update.seed, &examples)
        examples.new = split.train.map { $0 + first }
        examples.newHeld = .init(choice: split.validation.map { $0 + first }, score: split.test.map { $0 + first })
        let poor = Set(data.classes.indices).subtracting(examples.new.map { examples.labels[$0] }).sorted()
        if !poor.isEmpty {
            examples.findings.append(
                "nothing new arrived of "
                    + poor.prefix(12).map { "'\(data.classes[$0])'" }.joined(separator: ", "))
        }
        examples.findings += data.findings
        return (hash, sizes(split))
    }

    /// Divides an arrival by class and seed; what lies in `examples` already is left out of it.
    private func divide(
        _ data: LabelledData, seed: UInt64, _ examples: inout UpdateExamples
    ) throws -> (Split, first: Int) {
        let fresh = try withoutKnown(data, examples)
        if fresh.count < data.count {
            examples.findings.append(
                "\(data.path): \(data.count - fresh.count) of \(data.count) pictures are known already and left out")
        }
        let split = fresh.count < 5 ? nil : try SplitPlan.split(fresh, hasTest: false, seed: seed)
        guard let split, !split.validation.isEmpty, !split.test.isEmpty else {
            let isKnown = fresh.count < data.count
            throw FrugalError(
                .data, data.path,
                isKnown
                    ? "\(data.count - fresh.count) of \(data.count) examples are among those that the bundle was made of"
                    : "\(data.count) examples are too few to learn from and to measure by",
                remedy: isKnown
                    ? "give examples that are new" : "give at least 10, or use `frugal teach` for a new class")
        }
        return (split, examples.append(fresh))
    }

    /// Pictures that equal one there is, to the pixel, are not new, and may be among those that nothing has learned from.
    private func withoutKnown(_ data: LabelledData, _ examples: UpdateExamples) throws -> LabelledData {
        guard case .pictures(let images) = data.contents else { return data }
        func picture(_ images: LabelledImages, _ index: Int) -> ArraySlice<UInt8> {
            images.pixels[(index * images.pictureSize)..<((index + 1) * images.pictureSize)]
        }
        var known: Set<ArraySlice<UInt8>> = []
        for case .pictures(let old) in examples.data.map(\.contents) {
            for index in 0..<old.count { known.insert(picture(old, index)) }
        }
        let fresh = (0..<images.count).filter { !known.contains(picture(images, $0)) }
        guard fresh.count < images.count else { return data }
        let kept = try images.subset(fresh)
        return LabelledData(
            path: data.path, pictures: kept, findings: data.findings,
            duplicates: fresh.isEmpty ? [] : DataSummary(kept).duplicates)
    }

    /// Labelled data with the classes of the bundle, whatever their order.
    private func load(_ path: String, hash: String?) throws -> LabelledData {
        let data: LabelledData
        do {
            data = try predictor.load(path, skipsBroken: update.skipsBroken, part: .train)
        } catch let error as DataError where error.code == .unknownClass {
            throw FrugalError(
                .data, path, error.reason,
                remedy:
                    "the classes are \(manifest.classes.prefix(12).joined(separator: ", ")); a new class is added by "
                    + "`frugal teach \(update.bundle.lastPathComponent) NAME=FOLDER`, or by fitting again with all data"
            )
        }
        if let hash, try data.checksum() != hash { throw changed(path) }
        return data
    }

    /// Data as their path was given: from here, or from where the bundle lies.
    private func find(_ path: String) throws -> String {
        let beside = update.bundle.deletingLastPathComponent().appendingPathComponent(path).path
        guard let found = [path, beside].first(where: { !path.isEmpty && DataFile.kind(of: $0) != .missing }) else {
            throw FrugalError(
                .data, path, "the data that \(bundle) was made of are not there",
                remedy:
                    "give --old-data with their place; without them only --policy new-only remains, which may forget "
                    + "them unnoticed")
        }
        return found
    }

    private func changed(_ path: String) -> FrugalError {
        FrugalError(
            .data, path, "these are not the data that \(bundle) was made of: they have changed, or are others",
            remedy:
                "give --old-data with the data as they were, and new examples in a folder of their own; without them only "
                + "--policy new-only remains, which may forget them unnoticed")
    }

    private func splitLost(_ path: String) -> FrugalError {
        FrugalError(
            .data, path, "the parts that \(bundle) learned from and was scored on cannot be told apart any more",
            remedy: "fit it again with all data, or use --policy new-only")
    }

    private func sizes(_ split: Split) -> [String: Int] {
        ["train": split.train.count, "validation": split.validation.count, "test": split.test.count]
    }

    private func add(_ more: UpdateExamples.HeldOut, to held: inout UpdateExamples.HeldOut) {
        held.choice += more.choice
        held.score += more.score
    }
}
