import FrugalData
import Testing

import struct Foundation.Data
import class Foundation.JSONDecoder
import class Foundation.JSONEncoder

@testable import FrugalLimits

@Suite struct CorruptionTests {
    @Test(arguments: CorruptionKind.allCases)
    func hangsOnPictureSeedAndIndexAlone(kind: CorruptionKind) throws {
        let picture = try Pictures.scene(channels: 3, side: 16, index: 0)
        let severity = kind.severities.upperBound
        let once = try picture.spoilt(by: kind, severity, .cifar10C, seed: 7, index: 3)
        #expect(try picture.spoilt(by: kind, severity, .cifar10C, seed: 7, index: 3) == once)
        #expect((once.height, once.width, once.channels) == (16, 16, 3))
        #expect(once != picture)

        let isRandom = !Self.fixed.contains(kind)
        let others = try (4..<8).map { try picture.spoilt(by: kind, severity, .cifar10C, seed: 7, index: $0) }
        #expect(others.contains { $0 != once } == isRandom)
        let reseeded = try (8..<12).map {
            try picture.spoilt(by: kind, severity, .cifar10C, seed: UInt64($0), index: 3)
        }
        #expect(reseeded.contains { $0 != once } == isRandom)
    }

    /// The kinds that draw nothing at random.
    private static let fixed: Set<CorruptionKind> = [
        .gaussianBlur, .defocusBlur, .zoomBlur, .brightness, .contrast, .saturate, .jpegCompression, .pixelate,
        .quantise, .scale, .stripe, .cannyEdges, .inverse, .brightnessPlus20, .brightnessTimes120,
    ]

    /// The first numbers of the stream of a named corruption: were the name or the draws to change, every stored figure
    /// would mean another set.
    @Test func staysTheSameFromReleaseToRelease() throws {
        let gray = try Pictures.flat([128], height: 1, width: 6)
        let noisy = try gray.spoilt(by: .gaussianNoise, 3, .mnistC, seed: 1, index: 2)
        #expect(noisy.pixels == Self.kept, "\(noisy.pixels)")
        #expect(try Corruption(.fog, severity: 3, table: .cifar10C).description == "fog/3/cifar10C")
    }

    private static let kept: [UInt8] = [122, 150, 87, 28, 107, 110]

    @Test(arguments: [(1, 1, 1), (1, 5, 3), (3, 2, 1), (2, 9, 3), (33, 17, 3)])
    func bearsAnySize(height: Int, width: Int, channels: Int) throws {
        let samples = (0..<height * width * channels).map { UInt8($0 * 37 % 256) }
        let picture = try Image(height: height, width: width, channels: channels, pixels: samples)
        for table in SeverityTable.allCases {
            for corruption in CorruptionSuite.all(table).suited(toChannels: channels).corruptions
            where corruption.severity == corruption.kind.severities.upperBound || height * width < 20 {
                let result = try corruption.applied(to: picture, seed: 1, index: 1)
                #expect((result.height, result.width, result.channels) == (height, width, channels))
            }
        }
    }

    @Test func refusesBySeverity() throws {
        for (kind, severity) in [(CorruptionKind.fog, 0), (.fog, 6), (.inverse, 2)] {
            let error = try #require(throws: DataError.self) {
                try Corruption(kind, severity: severity, table: .mnistC)
            }
            #expect(error.code == .invalidArgument)
            #expect(error.reason == "\(kind.rawValue) has no severity \(severity)")
            #expect(error.remedy == (kind == .inverse ? "It has severity 1 alone" : "It has severity 1 to 5"))
        }
    }

    @Test func refusesToSaturateGray() throws {
        let gray = try Pictures.flat([90], height: 4, width: 4)
        let error = try #require(throws: DataError.self) { try gray.spoilt(by: .saturate) }
        #expect(error.code == .invalidArgument)
        #expect(error.reason.hasPrefix("saturate"))
        #expect(error.remedy?.contains("suited(toChannels: 1)") == true)
    }

    @Test func isWrittenDownAndReadBack() throws {
        let corruption = try Corruption(.shotNoise, severity: 4, table: .mnistC)
        let data = try JSONEncoder().encode(corruption)
        #expect(try JSONDecoder().decode(Corruption.self, from: data) == corruption)
        let wrong = Data(#"{"kind": "shotNoise", "severity": 9, "table": "mnistC"}"#.utf8)
        #expect(throws: DataError.self) { try JSONDecoder().decode(Corruption.self, from: wrong) }
    }

    @Test func namesTheOriginOfItsConstants() throws {
        #expect(try Corruption(.fog, severity: 2, table: .mnistC).origin == .mnistC)
        #expect(try Corruption(.fog, severity: 2, table: .cifar10C).origin == .cifar10C)
        #expect(try Corruption(.elasticTransform, severity: 2, table: .mnistC).origin == .cifar10C)
        #expect(try Corruption(.rotate, severity: 2, table: .cifar10C).origin == .mnistC)
        #expect(try Corruption(.zigzag, severity: 1, table: .mnistC).origin == .mnistC)
        #expect(try Corruption(.zigzag, severity: 2, table: .mnistC).origin == .ours)
        #expect(try Corruption(.brightnessPlus20, table: .mnistC).origin == .ours)
    }
}

@Suite struct CorruptionSuiteTests {
    @Test func hasTheFifteenOfMNISTC() throws {
        let suite = CorruptionSuite.mnistC
        #expect(suite.corruptions.count == 15)
        #expect(Set(suite.corruptions.map(\.kind)).count == 15)
        #expect(suite.corruptions.contains(try Corruption(.brightness, severity: 5, table: .mnistC)))
        #expect(suite.corruptions.allSatisfy { $0.origin == .mnistC })
        // 14 of the kinds have five levels, the edges have one.
        #expect(CorruptionSuite.mnistCLevels.corruptions.count == 71)
    }

    @Test func hasFifteenKindsAtFiveLevelsForCIFAR() {
        let suite = CorruptionSuite.cifar10C
        #expect(suite.corruptions.count == 75)
        #expect(Set(suite.corruptions.map(\.kind)).count == 15)
        #expect(suite.corruptions.allSatisfy { $0.origin == .cifar10C })
    }

    @Test func leavesOutWhatGrayCannotBear() {
        let all = CorruptionSuite.all(.mnistC)
        #expect(Set(all.corruptions.map(\.kind)) == Set(CorruptionKind.allCases))
        let gray = all.suited(toChannels: 1)
        #expect(all.corruptions.count - gray.corruptions.count == 5)
        #expect(!gray.corruptions.contains { $0.kind == .saturate })
        #expect(all.suited(toChannels: 3) == all)
    }
}
