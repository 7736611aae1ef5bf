import CFrugalProcess
import Foundation

/// The loop of a worker process: it takes orders, forks, listens to its children, buries them and keeps their time limits.
struct WorkerLoop {
    let pool: LineChannel
    let body: ForkServer.Body
    private var children: [Child] = []

    /// A process that was forked for a trial.
    private struct Child {
        let order: TrialOrder
        let process: pid_t
        let channel: LineChannel
        let began: Double
        /// What it held when it began, in bytes.
        var held = 0
        var ending: TrialEnding
    }

    init(pool: LineChannel, body: @escaping ForkServer.Body) {
        self.pool = pool
        self.body = body
    }

    /// Works until the pool is gone.
    mutating func serve() {
        guard pool.send(WorkerReport.ready(threads: Int(frugal_process_threads()))) else { return }
        var isClosed = false
        while !isClosed {
            wait()
            let (orders, closed) = pool.receive(WorkerOrder.self)
            isClosed = closed
            for order in orders where !isClosed {
                switch order {
                case .begin(let order, forks: true): begin(order)
                case .begin(let order, forks: false): return runHere(order)
                case .stop(let number): kill(number, .stop)
                }
            }
            for index in children.indices { listen(to: index) }
            bury()
            let now = TrialClock.awake
            for child in children where child.order.seconds.map({ now - child.began >= $0 }) ?? false {
                kill(child.order.number, .time)
            }
        }
        for child in children { end(child.process) }
        while !children.isEmpty, bury(waits: true) {}
    }

    private func wait() {
        var waited = [pollfd(fd: pool.descriptor, events: Int16(POLLIN), revents: 0)]
        // A channel that was closed by a child which lives on would be ready for ever.
        waited += children.filter { !$0.channel.isAtEnd }.map {
            pollfd(fd: $0.channel.descriptor, events: Int16(POLLIN), revents: 0)
        }
        let now = TrialClock.awake
        let left = children.filter { $0.ending.kill == nil }.compactMap { child in
            child.order.seconds.map { $0 - (now - child.began) }
        }.min()
        let milliseconds = left.map { Int32(max(0, min(3_600_000, ($0 * 1000).rounded(.up)))) } ?? -1
        _ = frugal_process_wait(&waited, waited.count, milliseconds)
    }

    private mutating func begin(_ order: TrialOrder) {
        let worker = getpid()
        guard let ends = try? LineChannel.pair() else { return refuse(order, errno) }
        let process = frugal_process_fork()
        if process == 0 {
            Self.runChild(order, body, worker, ends.1, closing: [pool.descriptor, ends.0] + descriptors)
        }
        let fault = errno
        close(ends.1)
        let channel = LineChannel(ends.0)
        guard process > 0 else { return refuse(order, fault) }
        children.append(
            Child(
                order: order, process: process, channel: channel, began: TrialClock.awake, ending: TrialEnding(order)))
        _ = pool.send(WorkerReport.began(number: order.number, process: process, held: 0))
    }

    private var descriptors: [Int32] { children.map(\.channel.descriptor) }

    /// The system has no room for another process now: nothing that the trial is to blame for.
    private func refuse(_ order: TrialOrder, _ fault: Int32) {
        var ending = TrialEnding(order)
        ending.isOrphan = true
        ending.output = "no process could be forked: \(String(cString: strerror(fault)))"
        _ = pool.send(WorkerReport.ended(ending))
    }

    private mutating func listen(to index: Int) {
        for report in children[index].channel.receive(ChildReport.self).messages {
            switch report {
            case .began(let held): children[index].held = held
            case .step(let step): _ = pool.send(WorkerReport.step(number: children[index].order.number, step))
            case .result(let result): children[index].ending.result = result
            case .fault(let fault): children[index].ending.fault = fault
            }
        }
    }

    private mutating func kill(_ number: Int, _ reason: TrialEnding.Kill) {
        for index in children.indices where children[index].order.number == number && children[index].ending.kill == nil
        {
            children[index].ending.kill = reason
            end(children[index].process)
        }
    }

    private func end(_ process: pid_t) {
        // The group is there once the child has made it; until then there is only the child.
        Foundation.kill(-process, SIGKILL)
        Foundation.kill(process, SIGKILL)
    }

    /// Reports the children that have ended.
    @discardableResult
    private mutating func bury(waits: Bool = false) -> Bool {
        var end = frugal_process_end()
        var isAny = false
        while frugal_process_reap(-1, waits && !isAny, &end) {
            isAny = true
            guard let index = children.firstIndex(where: { $0.process == end.pid }) else { continue }
            listen(to: index)
            var child = children.remove(at: index)
            // What it has started itself.
            Foundation.kill(-child.process, SIGKILL)
            child.ending.status = end.status
            child.ending.signal = end.signal
            child.ending.seconds = TrialClock.awake - child.began
            // Pages of files that the worker has mapped count again for a child that touches them; its own memory they are
            // not.
            child.ending.peak = max(0, Int(end.peak) - max(child.held, Int(frugal_process_peak())))
            child.ending.readOutput(of: child.order)
            _ = pool.send(WorkerReport.ended(child.ending))
        }
        return isAny
    }

    /// The whole life of a forked process.
    private static func runChild(
        _ order: TrialOrder, _ body: @escaping ForkServer.Body, _ worker: pid_t, _ descriptor: Int32, closing: [Int32]
    ) -> Never {
        guard frugal_process_become_child(worker) else { _exit(1) }
        for other in closing { close(other) }
        let channel = LineChannel(descriptor)
        let run = TrialRun(order: order, body: body)
        run.redirectOutput()
        _ = channel.send(ChildReport.began(held: Int(frugal_process_peak())))
        switch run.outcome(say: { _ = channel.send(ChildReport.step($0)) }) {
        case .success(let result): _ = channel.send(ChildReport.result(result))
        case .failure(let error): _ = channel.send(ChildReport.fault(error.fault))
        }
        fflush(nil)
        // Without the engine's own end, which takes longer than a small trial.
        _exit(0)
    }

    /// Runs a trial in the worker itself, where processes are not forked. The pool buries it and keeps its time.
    private func runHere(_ order: TrialOrder) {
        let began = TrialClock.awake
        let held = Int(frugal_process_peak())
        let run = TrialRun(order: order, body: body)
        run.redirectOutput()
        _ = pool.send(WorkerReport.began(number: order.number, process: getpid(), held: held))
        var ending = TrialEnding(order)
        switch run.outcome(say: { [pool] in _ = pool.send(WorkerReport.step(number: order.number, $0)) }) {
        case .success(let result): ending.result = result
        case .failure(let error): ending.fault = error.fault
        }
        fflush(nil)
        ending.seconds = TrialClock.awake - began
        ending.peak = max(0, Int(frugal_process_peak()) - held)
        ending.readOutput(of: order)
        _ = pool.send(WorkerReport.ended(ending))
    }
}
