/// Pooling of events: only windows that something reaches are looked at.
///
/// Each event costs an addition for each window that it lies in: to the window's sum, or to the count by which the
/// busiest input is known.
final class EventPooling {
    private let window: PoolingWindow
    /// What arrived at each input so far, and in this step; empty for means.
    private let arrived: Block<Float>
    private let signal: Block<Float>
    private let isReached: Block<UInt8>

    /// Pooling in which nothing arrived yet.
    /// - Parameter keepsCounts: whether the busiest input is asked for.
    init(_ window: PoolingWindow, keepsCounts: Bool) {
        self.window = window
        let inputs = keepsCounts ? window.channels * window.height * window.width : 0
        arrived = Block(inputs, of: 0)
        signal = Block(inputs, of: 0)
        isReached = Block(window.channels * window.outputHeight * window.outputWidth, of: 0)
    }

    /// Forgets all that arrived.
    func begin() { arrived.clear() }

    /// Adds to `sums` the mean of each window.
    /// - Returns: the additions.
    func means(of events: EventList, to sums: UnsafeMutablePointer<Float>) -> Int {
        var additions = 0
        for event in 0..<events.count {
            let value = events.values.start[event]
            additions += eachWindow(of: Int(events.places.start[event])) { sums[$0] += value }
        }
        let size = Float(window.kernel * window.kernel)
        for index in 0..<isReached.count where isReached.start[index] != 0 { sums[index] /= size }
        isReached.clear()
        return additions
    }

    /// Puts into `sums` what the busiest input of each window passes on.
    /// - Returns: the additions.
    func busiest(of events: EventList, to sums: UnsafeMutablePointer<Float>) -> Int {
        var additions = 0
        for event in 0..<events.count {
            let place = Int(events.places.start[event])
            let value = events.values.start[event]
            arrived.start[place] += value
            signal.start[place] = value
            additions += eachWindow(of: place) { _ in }
        }
        for index in 0..<isReached.count where isReached.start[index] != 0 {
            sums[index] = signal.start[busiestPlace(ofWindow: index)]
        }
        for event in 0..<events.count { signal.start[Int(events.places.start[event])] = 0 }
        isReached.clear()
        return additions
    }

    private func busiestPlace(ofWindow index: Int) -> Int {
        let column = index % window.outputWidth
        let row = index / window.outputWidth % window.outputHeight
        let channel = index / (window.outputWidth * window.outputHeight)
        let corner = (channel * window.height + row * window.stride) * window.width + column * window.stride
        var best = corner
        for down in 0..<window.kernel {
            for right in 0..<window.kernel {
                let place = corner + down * window.width + right
                if arrived.start[place] > arrived.start[best] { best = place }
            }
        }
        return best
    }

    /// Marks every window that the input at `place` lies in and runs `body` on it.
    /// - Returns: how many there are.
    @inline(__always)
    private func eachWindow(of place: Int, _ body: (Int) -> Void) -> Int {
        let x = place % window.width
        let y = place / window.width % window.height
        let channel = place / (window.width * window.height)
        let rows = window.positions(of: y, count: window.outputHeight)
        let columns = window.positions(of: x, count: window.outputWidth)
        for row in rows {
            for column in columns {
                let index = (channel * window.outputHeight + row) * window.outputWidth + column
                isReached.start[index] = 1
                body(index)
            }
        }
        return rows.count * columns.count
    }
}

extension PoolingWindow {
    /// Which of `count` windows along a side cover the pixel `place`.
    @inline(__always)
    fileprivate func positions(of place: Int, count: Int) -> Range<Int> {
        let first = place < kernel ? 0 : (place - kernel) / stride + 1
        let end = min(count, place / stride + 1)
        return first..<max(first, end)
    }
}
