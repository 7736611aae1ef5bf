import Foundation
import FrugalData
import FrugalMeta
import FrugalTensor
import FrugalTrack

/// Adds classes to a bundle from a few pictures, and removes them: nothing is trained.
///
///     var teacher = try Teacher(bundle: "photos.frugal")
///     try teacher.teach([(name: "heron", pictures: "three-photos")])
///     try teacher.undo()
///
/// A bundle whose classes are exactly those of its trained head lets that head answer; any other one answers by distance.
/// So what is taught and forgotten again, or undone, leaves the same predictions to the bit. Every change is written whole
/// or not at all.
public struct Teacher: Sendable {
    /// A class to teach: its name, and a folder of pictures or one picture.
    public typealias Lesson = (name: String, pictures: String)

    /// The classes by their examples.
    public private(set) var head: DistanceHead
    let target: URL
    private var manifest: ModelManifest
    private let source: ModelBundle
    private let isNew: Bool
    private let reader: SupportReader

    /// Opens a bundle to change it.
    /// - Throws: what `Predictor(bundle:)` does, and ``FrugalError`` that names a bundle whose model has no embedding, takes
    ///   tables, or keeps no examples of its classes.
    public init(bundle path: String, device: Device = .cpu) throws {
        let predictor = try Predictor(bundle: path, device: device)
        guard let head = try Self.head(of: predictor) else {
            throw FrugalError(
                .model, path, "it was made by a Frugal that kept no examples of its classes",
                remedy: "fit it again, or begin a new bundle: frugal teach NEW.frugal --from \(path) A=FOLDER B=FOLDER")
        }
        try self.init(predictor, head, target: predictor.bundle.url, isNew: false)
    }

    /// Begins a bundle that has the network of another one and knows no class.
    /// - Throws: ``FrugalError`` of kind `conflict` where something lies at `path`, otherwise as `init(bundle:)`.
    public init(new path: String, from backbone: String, device: Device = .cpu) throws {
        guard DataFile.kind(of: path) == .missing else {
            throw FrugalError(
                .conflict, path, "something lies there already, and --from begins a new bundle",
                remedy: "choose another name, or leave --from out to teach this one")
        }
        let predictor = try Predictor(bundle: backbone, device: device)
        let head = try Self.head(of: predictor)?.emptied() ?? Self.plainHead(of: predictor)
        try self.init(predictor, head, target: URL(fileURLWithPath: path), isNew: true)
    }

    private init(_ predictor: Predictor, _ head: DistanceHead, target: URL, isNew: Bool) throws {
        guard let network = predictor.network.embedder else { throw Self.noEmbedding(predictor) }
        self.head = head
        self.target = target
        self.isNew = isNew
        source = predictor.bundle
        manifest = predictor.manifest
        reader = SupportReader(
            network: network, preprocessing: predictor.preprocessing, normalisation: head.normalisation,
            device: predictor.device)
        guard isNew else { return }
        manifest.name = target.deletingPathExtension().lastPathComponent
        manifest.teaching = TeachingRecord(answersByDistance: true)
        manifest.teaching?.trained = source.manifest.teaching?.trained ?? TrainedHead(ofNetwork: source.manifest)
    }

    /// What was done to the classes so far, oldest first.
    public var history: [TeachingStep] { head.history }

    /// Teaches classes, all or none.
    /// - Parameter isGoingOn: told the class, how many of its pictures are done and how many there are; false stops.
    /// - Throws: `DataError` that names a folder or picture which cannot be used, ``FrugalError`` that names a class which
    ///   is there already or a picture that is there twice, `TrackError` where the bundle cannot be written. Nothing has
    ///   then changed.
    public mutating func teach(
        _ lessons: [Lesson], isGoingOn: (_ name: String, _ done: Int, _ count: Int) -> Bool = { _, _, _ in true }
    ) throws -> TeachingResult {
        try checkNames(lessons)
        try checkWritable()
        let added = try lessons.map { lesson in
            try reader.read(lesson.name, at: lesson.pictures) { isGoingOn(lesson.name, $0, $1) }
        }
        var next = head
        try next.teach(added)
        return try commit(next, collisions: lessons.flatMap { next.collisions(of: $0.name) })
    }

    /// Removes a class.
    /// - Throws: ``FrugalError`` that names a class which is not there or cannot be spared, `TrackError` where the bundle
    ///   cannot be written. Nothing has then changed.
    public mutating func forget(_ name: String) throws -> TeachingResult {
        try checkWritable()
        var next = head
        try next.forget(name)
        return try commit(next)
    }

    /// Takes back the last step that was not taken back yet.
    /// - Throws: ``FrugalError`` where there is none, `TrackError` where the bundle cannot be written.
    public mutating func undo() throws -> TeachingResult {
        try checkWritable()
        var next = head
        try next.undo()
        return try commit(next)
    }

    private mutating func commit(_ next: DistanceHead, collisions: [Collision] = []) throws -> TeachingResult {
        guard let step = next.history.last else { throw FrugalError(.usage, "", "nothing was done") }
        var changed = manifest
        let before = changed.teaching?.answersByDistance == true
        changed.apply(next)
        try write(next, changed)
        head = next
        manifest = changed
        return TeachingResult(
            bundle: target.path, step: step, classes: changed.classes,
            answersByDistance: changed.teaching?.answersByDistance == true,
            hasChangedAnswering: before != (changed.teaching?.answersByDistance == true),
            headValidation: changed.teaching?.headValidation, distanceValidation: changed.teaching?.distanceValidation,
            collisions: collisions, evidence: TeachingEvidence(next),
            largestPromisedShare: next.calibration.rejection.largestPromisedShare)
    }

    /// Refused before any picture is read.
    private func checkNames(_ lessons: [Lesson]) throws {
        var seen = Set(head.classes.map(\.name))
        for lesson in lessons {
            guard !seen.contains(lesson.name) else {
                throw FrugalError(
                    .data, lesson.name, "this class is there already",
                    remedy: "choose another name, or `frugal forget` it first")
            }
            seen.insert(lesson.name)
        }
    }

    private func checkWritable() throws {
        guard !isNew else { return }
        for path in [target.path, target.deletingLastPathComponent().path] where access(path, W_OK) != 0 {
            throw TrackError(
                .fileSystem, at: path, "no permission to change it",
                remedy: "copy the bundle to a place that you may write to; nothing has changed")
        }
    }

    private func write(_ head: DistanceHead, _ changed: ModelManifest) throws {
        if !isNew {
            // Another process may have taught the bundle in the meantime.
            guard try ModelBundle.load(from: target).manifest.isSame(as: manifest) else {
                throw FrugalError(
                    .conflict, target.path, "another process changed this bundle in the meantime",
                    remedy: "run the same command again; nothing has changed")
            }
        }
        // The report of a fit is none of a new bundle's.
        let left = [TeachingRecord.fileName] + (isNew ? [ModelBundle.reportName] : [])
        let kept = source.manifest.files.keys.filter { !left.contains($0) }
        let folder = isNew ? source.url : target
        _ = try ModelBundle.write(changed, to: target) { staging in
            for name in kept {
                try FileManager.default.copyItem(
                    at: folder.appendingPathComponent(name), to: staging.appendingPathComponent(name))
            }
            try head.write(to: staging.appendingPathComponent(TeachingRecord.fileName))
        }
    }
}
