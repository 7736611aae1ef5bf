// swift-tools-version: 6.2
import PackageDescription

// The engine is libtorch. `make setup` unpacks a pinned build into `.libtorch`; FRUGAL_TORCH names another one.
let torch = Context.environment["FRUGAL_TORCH"] ?? "\(Context.packageDirectory)/.libtorch"

let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// A module of the house: its folder under Sources and the floors it stands on.
func module(
    _ name: String, on floors: [Target.Dependency] = [], exclude: [String] = ["README.md"], resources: [Resource] = []
) -> Target {
    .target(name: name, dependencies: floors, exclude: exclude, resources: resources, swiftSettings: house)
}

/// The tests of a module, with the helpers every test may use.
func tests(of name: String, exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(name)Tests", dependencies: [.byName(name: name), "FrugalTesting"], exclude: exclude,
        swiftSettings: house)
}

/// A small program that runs one idea whole and fails if it does not learn.
func example(_ name: String) -> Target {
    .executableTarget(
        name: name,
        dependencies: [
            "Frugal", "FrugalMeta", "FrugalSearch", "FrugalSpike", "FrugalTransfer", "FrugalLimits", "SpikeEngine",
            "FrugalTrack",
            "FrugalData", "FrugalNN", "FrugalTensor",
        ],
        path: "Examples/\(name)", swiftSettings: house)
}

let package = Package(
    name: "Frugal",
    platforms: [.macOS(.v14)],
    products: [
        .library(
            name: "Frugal",
            targets: [
                "Frugal", "FrugalMeta", "FrugalSearch", "FrugalSpike", "FrugalTransfer", "FrugalLimits", "SpikeEngine",
                "FrugalTrack",
                "FrugalData", "FrugalNN", "FrugalFiles", "FrugalTensor",
            ]),
        .executable(name: "frugal", targets: ["frugal-command"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(
            name: "CFrugalTorch",
            exclude: ["README.md"],
            cxxSettings: [
                // libtorch is a release build, and some of its classes have more members without this.
                .define("NDEBUG"),
                // The kernels must be fast in debug builds too: tests train real networks.
                .unsafeFlags([
                    "-isystem", "\(torch)/include", "-isystem", "\(torch)/include/torch/csrc/api/include",
                    "-std=c++20", "-O2",
                ]),
            ],
            linkerSettings: [
                .unsafeFlags(["-L\(torch)/lib", "-Xlinker", "-rpath", "-Xlinker", "\(torch)/lib"]),
                .linkedLibrary("torch_cpu"), .linkedLibrary("c10"),
            ]
        ),
        .target(
            name: "CFrugalCodecs",
            exclude: ["README.md"],
            cSettings: [.unsafeFlags(["-O2"])],
            linkerSettings: [.linkedLibrary("png16"), .linkedLibrary("jpeg"), .linkedLibrary("z"), .linkedLibrary("m")]
        ),
        .target(name: "CFrugalProcess", exclude: ["README.md"]),
        .systemLibrary(name: "CHDF5", pkgConfig: "hdf5", providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
        .target(
            name: "CFrugalHDF5", dependencies: ["CHDF5", "CFrugalProcess"], exclude: ["README.md"],
            cSettings: [.unsafeFlags(["-O2"])]),
        module("FrugalTensor", on: ["CFrugalTorch"]),
        module("FrugalFiles", on: ["CFrugalProcess"]),
        module("FrugalNN", on: ["FrugalTensor", "FrugalFiles"], exclude: ["README.md", "Layers/README.md"]),
        module(
            "FrugalData", on: ["FrugalTensor", "FrugalFiles", "CFrugalCodecs"],
            exclude: ["README.md", "Readers/README.md", "Tables/README.md"]),
        module(
            "FrugalTrack", on: ["FrugalData", "FrugalNN", "FrugalFiles", "FrugalTensor"],
            exclude: ["README.md", "Charts/README.md"]),
        module(
            "FrugalMeta", on: ["FrugalTrack", "FrugalData", "FrugalNN", "FrugalFiles", "FrugalTensor"],
            exclude: [
                "README.md", "FrozenFeatures/README.md", "Lake/README.md", "LearnedLoss/README.md",
                "LearnedOptimizer/README.md", "MAML/README.md", "Omniglot/README.md", "Prototypes/README.md",
            ]),
        module(
            "FrugalSearch",
            on: [
                "FrugalTrack", "FrugalData", "FrugalNN", "FrugalFiles", "FrugalTensor", "CFrugalProcess",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            exclude: [
                "README.md", "Enas/README.md", "Language/README.md", "Networks/README.md", "Training/README.md",
                "Trials/README.md", "Workers/README.md",
            ]),
        module("SpikeEngine"),
        module(
            "FrugalSpike",
            on: ["SpikeEngine", "FrugalTrack", "FrugalData", "FrugalNN", "FrugalFiles", "FrugalTensor", "CFrugalHDF5"],
            exclude: [
                "README.md", "Bundle/README.md", "Coding/README.md", "Continual/README.md", "Conversion/README.md",
                "DiehlCook/README.md", "Edge/README.md", "Events/README.md", "FewOperations/README.md",
                "Forecasting/README.md", "NIR/README.md", "Neurons/README.md", "SpikeProp/README.md",
                "Ternary/README.md", "Training/README.md", "Trains/README.md",
            ]),
        module(
            "FrugalTransfer",
            on: ["FrugalTrack", "FrugalData", "FrugalNN", "FrugalFiles", "FrugalTensor", "CFrugalProcess"],
            exclude: ["README.md", "Agents/README.md", "Games/README.md", "Gymnasium/README.md", "PathNet/README.md"],
            // In the code and not beside it, so that a program that was moved elsewhere still has it.
            resources: [.embedInCode("Gymnasium/gymnasium_worker.py")]),
        module(
            "FrugalLimits", on: ["FrugalTrack", "FrugalData", "FrugalNN", "FrugalFiles", "FrugalTensor"],
            exclude: [
                "README.md", "Arrivals/README.md", "Continual/README.md", "Experiments/Corruptions/README.md",
                "Experiments/SanityChecks/README.md", "Shift/README.md",
            ]),
        module(
            "Frugal",
            on: [
                "FrugalMeta", "FrugalSearch", "FrugalSpike", "FrugalTransfer", "FrugalLimits", "FrugalTrack",
                "FrugalData",
                "FrugalNN", "FrugalFiles", "FrugalTensor",
            ],
            exclude: ["README.md", "Update/README.md"]),
        .executableTarget(
            name: "frugal-command",
            dependencies: [
                "Frugal", "FrugalMeta", "FrugalSearch", "FrugalSpike", "FrugalTransfer", "FrugalLimits", "SpikeEngine",
                "FrugalTrack",
                "FrugalData", "FrugalNN", "FrugalTensor",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/frugal",
            exclude: ["README.md"],
            swiftSettings: house
        ),

        example("MiniFit"),
        example("MiniMatchingNetworks"),
        example("MiniMAML"),
        example("MiniLearnedOptimizer"),
        example("MiniREINFORCE"),
        example("MiniENAS"),
        example("MiniLIF"),
        example("MiniSTDP"),
        example("MiniFigure6"),
        example("MiniPathNet"),
        example("MiniTransfer"),
        example("MiniEWC"),

        .target(
            name: "FrugalTesting", dependencies: ["FrugalTensor"], path: "Tests/FrugalTesting", swiftSettings: house),
        tests(of: "FrugalTensor"),
        tests(of: "FrugalFiles"),
        tests(of: "FrugalNN", exclude: ["reference"]),
        tests(of: "FrugalData", exclude: ["reference"]),
        tests(of: "FrugalTrack"),
        tests(of: "FrugalMeta"),
        .executableTarget(
            name: "TrialWorker", dependencies: ["FrugalSearch", "FrugalTrack", "FrugalTensor", "FrugalFiles"],
            path: "Tests/TrialWorker", swiftSettings: house),
        tests(of: "FrugalSearch"),
        tests(of: "SpikeEngine"),
        tests(of: "FrugalSpike", exclude: ["NIR/reference"]),
        tests(of: "FrugalTransfer", exclude: ["reference", "Gymnasium/toy_environment.py"]),
        tests(of: "FrugalLimits"),
        tests(of: "Frugal", exclude: ["Help/help.txt"]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
