import Foundation
import FrugalData
import FrugalTensor
import FrugalTrack
import Testing

@testable import FrugalMeta

@Suite struct EpisodeListTests {
    private func sample(_ episodes: Int = 6) throws -> (EpisodeList, EpisodeSampler) {
        let pool = numberedPool(classes: 6, perClass: 7)
        let names = pool.classes.map(\.name)
        let data = FewShotData(
            name: "a \"folder\"\nof pictures", pool: pool,
            split: try ClassSplit(name: "mine", train: [], validation: [], test: names),
            reading: .init(rotationsAsClasses: false, size: .init(height: 4, width: 4), filter: .box))
        let sampler = try EpisodeSampler(data.classes(.test), EpisodeShape(way: 3, shots: 1...3, queries: 2), seed: 4)
        return (EpisodeList(sampler, count: episodes, of: data, part: .test), sampler)
    }

    @Test func whatIsWrittenIsReadBackAsTheSameEpisodes() throws {
        let (list, sampler) = try sample()
        let text = try list.text()
        #expect(text.split(separator: "\n").count == 7)
        let read = try EpisodeList(text: text, path: "episodes.jsonl")
        #expect(read == list)
        #expect(read.header.seed == 4 && read.header.leastShot == 1 && read.header.mostShot == 3)
        #expect(try read.episodes(in: sampler.pool) == (0..<6).map { sampler.episode($0) })
    }

    private func refusal(_ change: (inout [String]) -> Void) throws -> String {
        var lines = try sample().0.text().split(separator: "\n").map(String.init)
        change(&lines)
        do {
            _ = try EpisodeList(text: lines.joined(separator: "\n"), path: "e.jsonl")
            return ""
        } catch { return "\(error)" }
    }

    @Test func errorsNameTheLine() throws {
        #expect(try refusal { $0[3] = "[{]" }.contains("e.jsonl line 4"))
        #expect(try refusal { $0[2] = "[]" }.contains("e.jsonl line 3: 0 classes"))
        #expect(try refusal { $0[0] = $0[0].replacing("frugal-episodes", with: "other") }.contains("e.jsonl line 1"))
        #expect(try refusal { $0[0] = "{}" }.contains("e.jsonl line 1"))
        #expect(try refusal { $0.removeLast() }.contains("6 episodes were announced and 5 are there"))
        #expect(try refusal { $0 = [] }.contains("it is empty"))
        // A query that is also in the support.
        let twice = try refusal { lines in
            lines[1] = lines[1].replacing(#/"query":\["([^"]*)","[^"]*"\]/#) { "\"query\":[\"\($0.1)\",\"\($0.1)\"]" }
        }
        #expect(twice.contains("e.jsonl line 2") && twice.contains("stands twice"))
    }

    @Test func anotherPoolIsRefusedByName() throws {
        let (list, _) = try sample()
        let other = numberedPool(classes: 2, perClass: 7)
        #expect {
            _ = try list.episodes(in: other)
        } throws: {
            "\($0)".contains("there is no class class") || "\($0)".contains("has no picture")
        }
    }
}
