import Foundation

/// How long a command takes from the shell: whole processes, as a person waits for them.
func startSection(_ rounds: Rounds, frugal: String, python: String, in scratch: String) throws -> [(
    String, Double, Double
)] {
    let digits = FileManager.default.currentDirectoryPath + "/.demo/digits"
    let bundle = scratch + "/start.frugal"
    if !FileManager.default.fileExists(atPath: bundle) {
        try run(frugal, ["fit", digits, "--for", "10s", "--out", bundle])
    }
    let image = try FileManager.default.contentsOfDirectory(atPath: digits + "/7").sorted()[0]
    let commands: [(String, String, [String], Double)] = [
        ("frugal --help", frugal, ["--help"], 0.3),
        ("frugal predict, one image", frugal, ["predict", bundle, digits + "/7/" + image], 0.6),
        ("python -c 'import torch'", python, ["-c", "import torch"], .nan),
    ]
    return try commands.map { name, program, arguments, limit in
        (name, try rounds.seconds(5) { try run(program, arguments) }.median, limit)
    }
}

private func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw Peer.Failure(
            description: "\(program) \(arguments.joined(separator: " ")) ended with \(process.terminationStatus)")
    }
}
