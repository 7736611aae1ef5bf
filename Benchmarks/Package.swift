// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "Frugal", path: "..")],
    targets: [
        .executableTarget(
            name: "bench", dependencies: [.product(name: "Frugal", package: "Frugal")])
    ],
    swiftLanguageModes: [.v6]
)
