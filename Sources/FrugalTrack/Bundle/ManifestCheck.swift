import FrugalData

/// Finds the first value of a manifest that cannot be, so that prediction need not doubt any of them.
struct ManifestCheck {
    private let manifest: ModelManifest

    init(_ manifest: ModelManifest) { self.manifest = manifest }

    /// What is wrong, as a clause; nil for a sound manifest.
    var fault: String? {
        if manifest.kind != ModelManifest.kind { return "\"kind\" is not \"\(ModelManifest.kind)\"" }
        if manifest.format < 1 { return "\"format\" is \(manifest.format)" }
        if manifest.architecture.kind.isEmpty { return "\"architecture.kind\" is empty" }
        if !(manifest.temperature > 0 && manifest.temperature.isFinite) {
            return "\"temperature\" is \(manifest.temperature), not a positive number"
        }
        if manifest.testReads < 0 { return "\"testReads\" is negative" }
        if let fault = classFault ?? inputFault ?? scoreFault { return fault }
        if let fault = manifest.ledger.fault { return "ledger: \(fault)" }
        return provenanceFault ?? teachingFault ?? fileFault
    }

    private var classFault: String? {
        // A few-shot bundle is only a backbone until it is taught.
        if manifest.classes.isEmpty, manifest.teaching?.answersByDistance != true { return "\"classes\" is empty" }
        if Set(manifest.classes).count < manifest.classes.count { return "\"classes\" names one class twice" }
        return nil
    }

    private var teachingFault: String? {
        guard let teaching = manifest.teaching else { return nil }
        if teaching.answersByDistance != (manifest.format > 1) {
            return "\"format\" \(manifest.format) does not agree with \"teaching.answersByDistance\""
        }
        for share in [teaching.headValidation, teaching.distanceValidation].compactMap({ $0 })
        where share.total < 1 || !(0...share.total).contains(share.successes) {
            return "\"teaching\" has \(share.successes) right of \(share.total)"
        }
        guard let trained = teaching.trained else { return nil }
        if trained.classes.isEmpty || Set(trained.classes).count < trained.classes.count {
            return "\"teaching.trained\" has no classes, or one twice"
        }
        guard trained.temperature > 0, trained.temperature.isFinite else {
            return "\"teaching.trained\" has the temperature \(trained.temperature)"
        }
        return scoreFault("trained head's validation", trained.validation, of: trained.classes)
            ?? scoreFault("trained head's test", trained.test, of: trained.classes)
    }

    private var inputFault: String? {
        switch manifest.input {
        case .image(let image): imageFault(image)
        case .table(let table): tableFault(table)
        }
    }

    private func imageFault(_ image: ImageInput) -> String? {
        let sides = 1...65_536
        guard sides.contains(image.height), sides.contains(image.width) else {
            return "the picture size \(image.height) x \(image.width) is not possible"
        }
        guard (1...16).contains(image.channels) else { return "\(image.channels) channels are not possible" }
        guard image.mean.count == image.channels, image.standardDeviation.count == image.channels else {
            return "\"mean\" and \"standardDeviation\" need one number for each of \(image.channels) channels"
        }
        guard image.mean.allSatisfy(\.isFinite), image.standardDeviation.allSatisfy({ $0 > 0 && $0.isFinite }) else {
            return "\"mean\" must be finite and \"standardDeviation\" positive"
        }
        if let fault = image.crop.flatMap({ PictureSizing(crop: $0).fault }) { return fault }
        return image.resizeFilter.isEmpty ? "\"resizeFilter\" is empty" : nil
    }

    private func tableFault(_ table: TableInput) -> String? {
        if table.encoding.features.isEmpty { return "the table has no columns" }
        for feature in table.encoding.features {
            switch feature {
            case .numeric(let column):
                guard column.mean.isFinite, column.median.isFinite, column.deviation > 0, column.deviation.isFinite
                else {
                    return "column \"\(column.name)\" must have a finite mean and a positive standard deviation"
                }
            case .categorical(let column):
                if column.levels.isEmpty, !column.marksMissing { return "column \"\(column.name)\" has no values" }
                if Set(column.levels).count < column.levels.count {
                    return "column \"\(column.name)\" names one value twice"
                }
            }
        }
        return nil
    }

    private var scoreFault: String? {
        scoreFault("validation", manifest.validation, of: manifest.classes)
            ?? scoreFault("test", manifest.test, of: manifest.classes)
    }

    private func scoreFault(_ name: String, _ score: ModelScore?, of classes: [String]) -> String? {
        guard let score else { return nil }
        let accuracy = score.accuracy
        guard accuracy.total > 0, (0...accuracy.total).contains(accuracy.successes) else {
            return "the \(name) score has \(accuracy.successes) right of \(accuracy.total)"
        }
        if let loss = score.logLoss, !(loss >= 0 && loss.isFinite) { return "the \(name) log loss is \(loss)" }
        if let error = score.calibrationError, !(0...1).contains(error) {
            return "the \(name) calibration error is \(error)"
        }
        if let confusion = score.confusion, confusion.classes != classes || confusion.accuracy != accuracy {
            return "the \(name) confusion matrix does not agree with the classes and the accuracy"
        }
        return nil
    }

    private var provenanceFault: String? {
        manifest.provenance.splitSizes.first { $0.value < 0 }.map { "the \($0.key) part has \($0.value) examples" }
    }

    /// A name with a slash in it would reach outside the bundle.
    private var fileFault: String? {
        for (name, size) in manifest.files.sorted(by: { $0.key < $1.key }) {
            if name.isEmpty || name == "." || name == ".." || name.contains("/") || name.contains("\0") {
                return "\"files\" names \"\(DisplayWidth.sanitised(name))\", which is no file name"
            }
            if size < 0 { return "\"files\" gives \"\(name)\" a negative size" }
        }
        return nil
    }
}
