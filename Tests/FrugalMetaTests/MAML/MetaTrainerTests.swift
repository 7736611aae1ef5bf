import Foundation
import FrugalNN
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalMeta

@Suite struct MetaTrainerTests {
    private let train = patternPool(classes: 10, perClass: 6, side: 16, seed: 1, prefix: "train")
    private let validation = patternPool(classes: 6, perClass: 18, side: 16, seed: 2, prefix: "validation")

    private func recipe(_ iterations: Int = 6) -> MAMLRecipe {
        var recipe = MAMLRecipe(
            inner: InnerLoop(steps: 2, rate: 0.4, rates: .perStep),
            schedule: MetaSchedule(
                shape: EpisodeShape(way: 3, shot: 1, queries: 3), metaBatch: 2, iterations: iterations, rate: 3e-3,
                validationEvery: 2, validationEpisodes: 4))
        recipe.width = 4
        recipe.firstOrderIterations = 2
        recipe.multiStepLoss = MultiStepLoss(over: 3)
        return recipe
    }

    private func folder() throws -> URL {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("maml-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url
    }

    private func bits(_ module: some Module) -> [[Float]] { module.stateDictionary.map { $0.tensor.floats() } }

    @Test func anInterruptedTrainingEndsAsOneWithoutInterruption() throws {
        let straight = try recipe().train(on: train, validatedOn: validation, seed: 7)
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        for stop in [1, 4] {
            var asked = 0
            #expect(throws: FrugalError.self) {
                _ = try recipe().train(
                    on: train, validatedOn: validation, seed: 7,
                    checkpoint: folder.appendingPathComponent("maml.safetensors"),
                    shouldStop: {
                        asked += 1
                        return asked > stop
                    })
            }
        }
        var looks: [MetaProgress] = []
        let file = folder.appendingPathComponent("maml.safetensors")
        let resumed = try recipe().train(
            on: train, validatedOn: validation, seed: 7, checkpoint: file, threads: 2, progress: { looks.append($0) })
        #expect(bits(resumed) == bits(straight))
        #expect(looks.map(\.iteration) == [6])
        // Done is done: nothing is trained again.
        let again = try recipe().train(
            on: train, validatedOn: validation, seed: 7, checkpoint: file,
            progress: { _ in Issue.record("a finished training went on") })
        #expect(bits(again) == bits(straight))
        #expect(bits(try recipe().train(on: train, validatedOn: validation, seed: 8)) != bits(straight))
    }

    @Test func anotherTrainingsFolderIsRefused() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        _ = try recipe(2).train(
            on: train, validatedOn: validation, seed: 7, checkpoint: folder.appendingPathComponent("maml.safetensors"))
        #expect(throws: FrugalError.self) {
            _ = try recipe(4).train(
                on: train, validatedOn: validation, seed: 7,
                checkpoint: folder.appendingPathComponent("maml.safetensors"))
        }
        #expect(throws: FrugalError.self) {
            _ = try recipe(2).train(
                on: train, validatedOn: validation, seed: 8,
                checkpoint: folder.appendingPathComponent("maml.safetensors"))
        }
    }

    @Test func classesToChooseOnMayNotBeLearnedFrom() throws {
        let mixed = ClassPool(
            pixels: validation.pixels, classes: [train.classes[0]] + validation.classes.dropFirst(),
            names: validation.names)
        #expect(throws: FrugalError.self) {
            _ = try recipe().train(on: train, validatedOn: mixed, seed: 1)
        }
    }

    @Test func aSavedLearnerAnswersWithTheSameBits() throws {
        let learner = try recipe(2).train(on: train, validatedOn: validation, seed: 7)
        let folder = try folder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("learner.safetensors")
        try SafetensorsFile.write(learner.stateDictionary, to: file)
        var random = RandomStream(seed: 99)
        var other = recipe(2).learner(pictures: train.pictureShape, using: &random)
        try other.load(laidOut: SafetensorsFile(at: file).stateDictionary())
        let sampler = try EpisodeSampler(validation, EpisodeShape(way: 3, shot: 1, queries: 2), seed: 1)
        let task = FewShotTask(sampler.episode(0), of: validation)
        #expect(try other.logits(task).floats() == learner.logits(task).floats())
    }

    @Test func aHeadThatBeginsAtZeroServesAnyNumberOfClasses() throws {
        let learner = try recipe(2).train(on: train, validatedOn: validation, seed: 7)
        #expect(learner.model.head.weight.floats().allSatisfy { $0 == 0 })
        let sampler = try EpisodeSampler(validation, EpisodeShape(way: 5, shot: 2, queries: 2), seed: 1)
        let task = FewShotTask(sampler.episode(0), of: validation)
        #expect(try learner.serving(ways: 5).logits(task).shape == [10, 5])
        // How the classes are numbered does not matter.
        let order = [3, 1, 4, 0, 2]
        let rows = order.flatMap { [2 * $0, 2 * $0 + 1] }
        let turned = FewShotTask(
            way: 5, support: task.support.indexSelected(at: Tensor(rows)), supportLabels: task.supportLabels,
            query: task.query, queryLabels: task.queryLabels)
        let (plain, other) = (try learner.serving(ways: 5).logits(task), try learner.serving(ways: 5).logits(turned))
        for (place, original) in order.enumerated() {
            let (a, b) = (other.floats(), plain.floats())
            for query in 0..<10 { #expect(abs(a[query * 5 + place] - b[query * 5 + original]) < 1e-4) }
        }
    }

    @Test func anotherNumberOfClassesIsAnError() throws {
        let learner = try recipe(2).train(on: train, validatedOn: validation, seed: 7)
        let sampler = try EpisodeSampler(validation, EpisodeShape(way: 5, shot: 2, queries: 2), seed: 1)
        #expect(throws: TensorError.self) {
            _ = try learner.logits(FewShotTask(sampler.episode(0), of: validation))
        }
    }

    /// With FRUGAL_SLOW=1 over 10,000 tasks.
    ///
    /// Other tests hold tensors at the same time, so the least of many looks counts: what leaks is never given back.
    @Test func memoryStaysFlat() throws {
        let steps = ProcessInfo.processInfo.environment["FRUGAL_SLOW"] == nil ? 60 : 5000
        var trainer = try recipe(steps).trainer(on: train, validatedOn: validation, seed: 1)
        func leastInUse(_ steps: Int) throws -> Int {
            var least = Int.max
            for _ in 0..<steps {
                try trainer.step()
                least = min(least, Engine.Memory.inUse)
            }
            return least
        }
        let before = try leastInUse(steps / 3)
        _ = try leastInUse(steps / 3)
        // A graph that was never freed would be a megabyte a task.
        #expect(try leastInUse(steps / 3) - before < 20 << 20)
    }
}
