// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v14)],
    dependencies: [.package(name: "Frugal", path: "..")],
    targets: [
        .executableTarget(
            name: "bench", dependencies: ["CFloor", .product(name: "Frugal", package: "Frugal")]),
        .target(name: "CFloor", cSettings: [.unsafeFlags(["-O3", "-march=native", "-ffast-math"])]),
    ],
    swiftLanguageModes: [.v6]
)
