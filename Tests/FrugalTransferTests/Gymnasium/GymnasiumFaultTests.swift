import Foundation
import FrugalTensor
import Testing

@testable import FrugalTransfer

@Suite("Faults of Gymnasium's workers", .enabled(if: GymnasiumPython.isThere, "needs FRUGAL_GYM_PYTHON"))
struct GymnasiumFaultTests {
    /// The error of a toy that breaks, and the number of its process.
    private func fault(_ name: String, patience: Double = 60) throws -> (error: GymnasiumError, process: pid_t) {
        let toys = try GymnasiumEnvironments(
            GymnasiumPython.toy(count: 2, options: ["fault": .text(name), "at": .integer(1)], patience: patience))
        try toys.step([0, 0])
        let error = try #require(throws: GymnasiumError.self) { try toys.step([1, 1]) }
        // It stays broken, and says the same.
        let again = try #require(throws: GymnasiumError.self) { try toys.reset() }
        #expect(again == error)
        return (error, toys.worker.process)
    }

    /// No zombie: there is no process of that number to send anything to.
    private func expectGone(_ process: pid_t) {
        #expect(kill(process, 0) != 0)
        #expect(errno == ESRCH)
    }

    @Test("An exception is passed on, with its text, its place and its trace")
    func raises() throws {
        let (error, process) = try fault("raising")
        #expect(error.code == .raised)
        #expect(error.description.contains("RuntimeError: the toy broke at step 2 (toy_environment.py, line"))
        #expect(error.trace.contains("Traceback"))
        expectGone(process)
    }

    @Test("A worker that hangs is ended when patience is over")
    func hangs() throws {
        let start = ContinuousClock.now
        let (error, process) = try fault("hanging", patience: 5)
        #expect(error.code == .hung)
        #expect(error.description.contains("within 5.0 s"))
        #expect(ContinuousClock.now - start < .seconds(60))
        expectGone(process)
    }

    @Test("A worker that leaves or crashes")
    func dies() throws {
        let (left, process) = try fault("leaving")
        #expect(left.code == .died)
        #expect(left.description.contains("status 7"))
        expectGone(process)
        let (crashed, _) = try fault("crashing")
        #expect(crashed.code == .died)
        #expect(crashed.description.contains("signal \(SIGSEGV)"))
    }

    @Test("A worker that is killed from outside")
    func killed() throws {
        let toys = try GymnasiumEnvironments(GymnasiumPython.toy())
        kill(toys.worker.process, SIGKILL)
        let error = try #require(throws: GymnasiumError.self) { try toys.step([0]) }
        #expect(error.code == .died)
        #expect(error.description.contains("signal 9"))
        expectGone(toys.worker.process)
    }

    @Test("An environment that is not there, a module that is not there, one that cannot be made")
    func unknown() throws {
        for name in ["Nothing-v0", "CartPole-v99", "no_such_module:Toy-v0", "toy_environment:Other-v0"] {
            let error = try #require(throws: GymnasiumError.self) {
                try GymnasiumEnvironments(GymnasiumPython.settings(name))
            }
            #expect(error.code == .unknownEnvironment, "\(name): \(error)")
        }
        let error = try #require(throws: GymnasiumError.self) {
            try GymnasiumEnvironments(GymnasiumPython.toy(options: ["fault": .text("making")]))
        }
        #expect(error.code == .raised)
        #expect(error.description.contains("no toy today"))
        let keyword = try #require(throws: GymnasiumError.self) {
            try GymnasiumEnvironments(GymnasiumPython.toy(options: ["colour": .bool(true)]))
        }
        #expect(keyword.description.contains("colour"))
    }

    @Test("Spaces that cannot be used are named", arguments: ["dictionary", "continuous", "huge"])
    func spaces(kind: String) throws {
        let error = try #require(throws: GymnasiumError.self) {
            try GymnasiumEnvironments(GymnasiumPython.toy(options: ["kind": .text(kind)]))
        }
        #expect(error.code == (kind == "huge" ? .memory : .space))
        #expect(error.description.contains(kind == "dictionary" ? "Dict" : kind == "continuous" ? "Box" : "1048576"))
    }

    @Test("Actions that are not there harm nothing")
    func actions() throws {
        let toys = try GymnasiumEnvironments(GymnasiumPython.toy(count: 2))
        for actions in [[], [0], [0, 3], [-1, 0], [0, 0, 0]] {
            let error = try #require(throws: GymnasiumError.self) { try toys.step(actions) }
            #expect(error.code == .settings)
        }
        #expect(try toys.step([0, 2]).rewards == [-0.5, 0.5])
    }
}

/// Programs that are no Python with Gymnasium: these need none.
@Suite("Pythons that cannot serve Gymnasium")
struct GymnasiumPythonTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    /// The error of a program of these lines in place of Python.
    private func error(_ lines: String, patience: Double = 60) throws -> GymnasiumError {
        let program = folder.url.appendingPathComponent("python")
        try "#!/bin/sh\n\(lines)\n".write(to: program, atomically: true, encoding: .utf8)
        chmod(program.path, 0o755)
        func attempt() throws -> GymnasiumError {
            try #require(throws: GymnasiumError.self) {
                try GymnasiumEnvironments(GymnasiumSettings("CartPole-v1", python: program.path, patience: patience))
            }
        }
        // A process that another test starts in this moment may still hold the file open for writing (ETXTBSY).
        var error = try attempt()
        for _ in 0..<100 where error.problem.contains(String(cString: strerror(ETXTBSY))) {
            usleep(10_000)
            error = try attempt()
        }
        return error
    }

    @Test("A Python without Gymnasium is told how to get it", .enabled(if: hasPython, "needs python3"))
    func lacking() throws {
        let error = try error("exec python3 -I -S \"$@\"")
        #expect(error.code == .missingPackage)
        #expect(error.description.contains("No module named"))
        #expect(error.remedy.contains("-m pip install gymnasium"))
    }

    @Test("No such Python")
    func none() throws {
        for python in ["no-such-python-here", "/nowhere/python3", folder.url.path] {
            let error = try #require(throws: GymnasiumError.self) {
                try GymnasiumEnvironments(GymnasiumSettings("CartPole-v1", python: python))
            }
            #expect(error.code == .python, "\(python)")
        }
    }

    @Test("Programs that leave, say nothing, say something else, or close the channel")
    func others() throws {
        #expect(try error("exit 3").code == .died)
        #expect(try error("exit 3").description.contains("status 3"))
        #expect(try error("exec sleep 100", patience: 0.3).code == .hung)
        #expect(try error("echo hello >&3; exec sleep 100").code == .died)
        #expect(try error("echo '{\"observation\": 1}' >&3; exec sleep 100").code == .died)
        #expect(try error("exec 3>&-; exec sleep 100").code == .died)
    }

    @Test("Settings that make no sense are refused before anything is started")
    func settings() throws {
        let settings = [
            GymnasiumSettings("CartPole-v1", count: 0), GymnasiumSettings("CartPole-v1", count: 1 << 40),
            GymnasiumSettings(""), GymnasiumSettings("CartPole-v1", patience: 0),
            GymnasiumSettings("CartPole-v1", patience: .nan), GymnasiumSettings("CartPole-v1", patience: .infinity),
        ]
        for setting in settings {
            let error = try #require(throws: GymnasiumError.self) { try GymnasiumEnvironments(setting) }
            #expect(error.code == .settings)
        }
    }

    @Test("Options are written as the bare values that Python takes as keywords")
    func options() throws {
        let options: [GymnasiumSettings.Option] = [.bool(true), .integer(4), .number(0.25), .text("rgb")]
        let bytes = try JSONEncoder().encode(options)
        #expect(String(decoding: bytes, as: UTF8.self) == "[true,4,0.25,\"rgb\"]")
        #expect(try JSONDecoder().decode([GymnasiumSettings.Option].self, from: bytes) == options)
    }
}

private let hasPython = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    .contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }
