import Foundation
import FrugalNN
import FrugalTensor
import Testing

@testable import FrugalMeta

/// The bytes of this process that lie in memory, as the kernel counts them; nil where it does not say.
private func residentBytes() -> Int? {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return pages.map { $0 * Int(sysconf(Int32(_SC_PAGESIZE))) }
}

/// In a process of its own: memory counts for the whole of it.
@Suite struct LeakTests {
    @Test func memoryIsFlatOverTenThousandEpisodes() async {
        await #expect(processExitsWith: .success) {
            let pool = numberedPool(classes: 8, perClass: 4, side: 6)
            let sampler = try EpisodeSampler(pool, EpisodeShape(way: 2, shot: 1, queries: 1), seed: 1)
            var stream = RandomStream(seed: 1)
            let network = ConvFeatures(channels: 1, width: 2, depth: 1, using: &stream)
            func run(_ episodes: Range<Int>) {
                for index in episodes {
                    let task = FewShotTask(sampler.episode(index), of: pool)
                    _ = PixelBaseline().logits(task).floats()
                    if index.isMultiple(of: 10) { _ = network(task.query, .evaluation).floats() }
                }
            }
            run(0..<2000)
            let (tensors, resident) = (Engine.Memory.inUse, try #require(residentBytes()))
            run(2000..<12_000)
            #expect(Engine.Memory.inUse == tensors)
            // An episode that left a kilobyte behind would show as 10 MB.
            #expect(try #require(residentBytes()) - resident < 4_000_000)
        }
    }
}
