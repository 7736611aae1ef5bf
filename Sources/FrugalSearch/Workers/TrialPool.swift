import CFrugalProcess
import Foundation
import FrugalTrack

/// What a pool says of its trials.
public enum TrialReport: Hashable, Sendable {
    /// A trial has begun in this process.
    case began(number: Int, process: Int32)
    /// A trial is so far.
    case step(number: Int, TrialStep)
    /// A trial has ended.
    case ended(TrialEnding)
}

/// Runs trials side by side, each in a process of its own.
///
/// On Linux one worker process loads the engine and the data, and forks for each trial; elsewhere each trial starts a
/// worker. A worker that dies is started again, and its trials are reported as ended for no fault of their own. To be used
/// from one thread.
public final class TrialPool {
    /// How a trial gets its process.
    public enum Isolation: Sendable {
        /// Forked from one worker: a few milliseconds.
        case forked
        /// Started anew: as long as it takes to load the engine and the data.
        case started

        /// What this system can do.
        public static var fastest: Isolation {
            #if os(Linux)
                .forked
            #else
                .started
            #endif
        }
    }

    private struct Running {
        let order: TrialOrder
        let worker: WorkerProcess
        var began: Double?
        var held = 0
        var kill: TrialEnding.Kill?
    }

    /// How many trials run side by side.
    public let width: Int
    /// How a trial gets its process.
    public let isolation: Isolation
    private let command: WorkerCommand
    private var workers: [WorkerProcess] = []
    private var running: [Int: Running] = [:]
    private var pending: [TrialReport] = []
    /// Workers that died since a trial came to its end.
    private var deaths = 0
    private static let mostDeaths = 20
    /// Seconds after its time limit at which a trial that its worker did not kill is killed together with the worker.
    private static let patience = 10.0

    /// A pool without processes; the first trial starts one.
    public init(width: Int, command: WorkerCommand, isolation: Isolation = .fastest) {
        self.width = max(1, width)
        self.command = command
        self.isolation = isolation
    }

    deinit { close() }

    /// How many trials could be begun now.
    public var free: Int { width - running.count }

    /// The numbers of the trials that run.
    public var numbers: [Int] { running.keys.sorted() }

    /// Whether the worker takes orders.
    var isReady: Bool { workers.last?.isReady ?? false }

    /// Starts the worker before the first trial needs it, so that the two go on side by side.
    /// - Throws: `FrugalError` of kind `engine` where it cannot be started.
    public func prepare() throws {
        if isolation == .forked, workers.isEmpty { workers.append(try WorkerProcess(command)) }
    }

    /// Begins a trial.
    /// - Throws: `FrugalError` of kind `engine` where no worker can be started.
    public func begin(_ order: TrialOrder) throws {
        if isolation == .forked { try prepare() } else { workers.append(try WorkerProcess(command)) }
        guard let worker = workers.last else { return }
        running[order.number] = Running(order: order, worker: worker)
        // Where the worker has died the order is lost, which wait(seconds:) finds out.
        _ = worker.channel.send(WorkerOrder.begin(order, forks: isolation == .forked))
    }

    /// Kills a trial. It is reported as ended.
    public func stop(_ number: Int) {
        guard let trial = running[number], trial.kill == nil else { return }
        running[number]?.kill = .stop
        switch isolation {
        case .forked: _ = trial.worker.channel.send(WorkerOrder.stop(number: number))
        case .started: kill(trial.worker.process, SIGKILL)
        }
    }

    /// Kills all trials and reports nothing of them. The worker lives on, for the next study.
    public func clear() {
        for number in running.keys { stop(number) }
        let end = TrialClock.awake + Self.patience
        while !running.isEmpty {
            guard TrialClock.awake < end, (try? wait(seconds: 0.1)) != nil else { return close() }
        }
        pending = []
    }

    /// Kills all trials and workers, and reports nothing of them.
    public func close() {
        for worker in workers { _ = worker.buried() }
        workers = []
        running = [:]
        pending = []
    }

    /// What happened, as soon as something did, or nothing after so many seconds.
    /// - Throws: `FrugalError` of kind `engine` where workers do not live long enough to be of use.
    public func wait(seconds: Double) throws -> [TrialReport] {
        enforceLimits()
        var waited = workers.map { pollfd(fd: $0.channel.descriptor, events: Int16(POLLIN), revents: 0) }
        let longest = min(seconds, untilDeadline ?? .infinity)
        _ = poll(&waited, nfds_t(waited.count), Int32(max(0, min(3_600_000, (longest * 1000).rounded(.up)))))
        for worker in workers {
            let (reports, isClosed) = worker.channel.receive(WorkerReport.self)
            for report in reports { try take(report, from: worker) }
            if isClosed { try bury(worker) }
        }
        enforceLimits()
        defer { pending = [] }
        return pending
    }

    private func take(_ report: WorkerReport, from worker: WorkerProcess) throws {
        switch report {
        case .ready(let threads):
            worker.isReady = true
            guard threads > 1, isolation == .forked else { return }
            throw FrugalError(
                .engine, command.words.joined(separator: " "),
                "the worker process has \(threads) threads, and only one could be forked",
                remedy: "load the data on one thread before the first trial")
        case .began(let number, let process, let held):
            running[number]?.began = TrialClock.awake
            running[number]?.held = held
            pending.append(.began(number: number, process: process))
        case .step(let number, let step):
            pending.append(.step(number: number, step))
        case .ended(let ending):
            guard running.removeValue(forKey: ending.number) != nil else { return }
            if !ending.isOrphan { deaths = 0 }
            pending.append(.ended(ending))
        }
    }

    /// Reports the trials of a worker that has died.
    private func bury(_ worker: WorkerProcess) throws {
        let end = worker.buried()
        workers.removeAll { $0 === worker }
        let lost = running.values.filter { $0.worker === worker }.sorted { $0.order.number < $1.order.number }
        for trial in lost {
            running[trial.order.number] = nil
            var ending = TrialEnding(trial.order)
            ending.kill = trial.kill
            ending.isOrphan = isolation == .forked || !worker.isReady
            ending.status = end.status
            ending.signal = end.signal
            ending.seconds = trial.began.map { TrialClock.awake - $0 } ?? 0
            if trial.held > 0 { ending.peak = max(0, Int(end.peak) - trial.held) }
            if isolation == .started { ending.readOutput(of: trial.order) }
            pending.append(.ended(ending))
        }
        guard isolation == .forked || !worker.isReady else { return }
        deaths += 1
        guard end.signal != SIGKILL && !worker.isReady || deaths > Self.mostDeaths else { return }
        let way = end.signal == 0 ? "exit status \(end.status)" : "signal \(end.signal)"
        throw FrugalError(
            .engine, command.words.joined(separator: " "),
            worker.isReady
                ? "the worker process dies again and again (\(way))"
                : "the worker process ended before it could take a trial (\(way))",
            remedy: "see what it printed above")
    }

    private func deadline(of trial: Running) -> Double? {
        guard let seconds = trial.order.seconds, let began = trial.began else { return nil }
        return began + seconds + (isolation == .forked ? Self.patience : 0)
    }

    private var untilDeadline: Double? {
        running.values.compactMap { $0.kill == nil ? deadline(of: $0) : nil }.min().map { $0 - TrialClock.awake }
    }

    private func enforceLimits() {
        let now = TrialClock.awake
        for (number, trial) in running where trial.kill == nil {
            guard let deadline = deadline(of: trial), now >= deadline else { continue }
            running[number]?.kill = .time
            kill(trial.worker.process, SIGKILL)
        }
    }
}
