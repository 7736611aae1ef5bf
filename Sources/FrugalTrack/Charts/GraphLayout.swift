/// Where the boxes and lines of a ``GraphChart`` go.
struct GraphLayout {
    /// A box on the drawing.
    struct Box {
        var x = 0.0
        var y = 0.0
        var width = 0.0
        var height = 0.0
    }

    /// The way of all that skips rows from one box: along the side of the drawing, with a branch to each goal.
    struct Trunk {
        var isLeft: Bool
        var colour: Int
        /// Where it runs down.
        var x: Double
        /// Where it leaves the box.
        var exit: Port
        /// Where its branches end.
        var entries: [Port]
    }

    /// Where a line that runs to the side meets a box: at its side, or in the gap beside its row.
    struct Port {
        var x: Double
        var y: Double
        /// The upper or lower edge of the box where the port lies in the gap; nil where it lies at the side.
        var edge: Double?
    }

    private(set) var boxes: [Box]
    private(set) var trunks: [Trunk] = []
    private(set) var width = 0.0
    private(set) var height = 0.0
    private let rows: [Int]

    private static let gap = 26.0
    private static let between = 18.0
    private static let lane = 9.0
    private static let top = 34.0

    init(_ chart: GraphChart) {
        rows = Self.rows(chart)
        boxes = chart.nodes.map { node in
            let text = max(
                ChartStyle.width(of: node.title, size: 12) * 1.06, ChartStyle.width(of: node.detail, size: 11))
            return Box(width: max(96, text + 28), height: node.detail.isEmpty ? 28 : 42)
        }
        let order = (0...(rows.max() ?? 0)).map { row in rows.indices.filter { rows[$0] == row } }
        placeRows(order)
        route(chart, order)
        width = max(width, ChartStyle.width(of: chart.title, size: 14) * 1.06 + 4)
    }

    /// Whether an arrow leads to the next row.
    func isShort(_ edge: GraphChart.Edge) -> Bool { rows[edge.to] == rows[edge.from] + 1 }

    /// Each box one row below the lowest of those that flow into it.
    private static func rows(_ chart: GraphChart) -> [Int] {
        var rows = [Int](repeating: 0, count: chart.nodes.count)
        for edge in chart.edges.sorted(by: { $0.from < $1.from }) {
            rows[edge.to] = max(rows[edge.to], rows[edge.from] + 1)
        }
        return rows
    }

    /// Puts the rows below one another, each in the middle of x = 0.
    private mutating func placeRows(_ order: [[Int]]) {
        var y = Self.top
        for row in order {
            let all = row.reduce(0) { $0 + boxes[$1].width } + Self.between * Double(max(0, row.count - 1))
            var x = -all / 2
            let tallest = row.map { boxes[$0].height }.max() ?? 0
            for index in row {
                boxes[index].x = x
                boxes[index].y = y + (tallest - boxes[index].height) / 2
                x += boxes[index].width + Self.between
            }
            y += tallest + Self.gap
        }
        height = y - Self.gap + 8
    }

    /// Finds a side and a lane for everything that skips rows, then moves the drawing to the right of x = 0.
    private mutating func route(_ chart: GraphChart, _ order: [[Int]]) {
        let half = boxes.map { max(-$0.x, $0.x + $0.width) }.max() ?? 0
        var used: [Bool: [[ClosedRange<Double>]]] = [true: [], false: []]
        var counts: [Int: [Bool: Int]] = [:]
        let sources = rows.indices.filter { index in chart.edges.contains { $0.from == index && !isShort($0) } }
        for (number, source) in sources.enumerated() {
            let goals = chart.edges.filter { $0.from == source && !isShort($0) }.map(\.to)
            let row = order[rows[source]]
            let isLeft = row.count > 1 ? row.firstIndex(of: source).map { $0 < row.count / 2 } ?? true : number % 2 == 0
            let exit = boxes[source]
            let bottom = exit.y + exit.height
            // Outermost boxes have a free side; the others leave and are entered through the gap beside their row.
            let leaves = isOutermost(source, isLeft, order)
            let start =
                leaves
                ? Port(x: isLeft ? exit.x : exit.x + exit.width, y: bottom - 9)
                : Port(x: exit.x + exit.width / 2 + 10, y: bottom + 7, edge: bottom)
            var entries: [Port] = []
            for goal in goals {
                let box = boxes[goal]
                let place = Double(counts[goal, default: [:]][isLeft, default: 0])
                counts[goal, default: [:]][isLeft, default: 0] += 1
                entries.append(
                    isOutermost(goal, isLeft, order)
                        ? Port(
                            x: isLeft ? box.x - 1 : box.x + box.width + 1, y: box.y + min(9 + place * 7, box.height - 5)
                        )
                        : Port(
                            x: box.x + 12 + min(place * 8, box.width - 24), y: box.y - (isLeft ? 13 : 9),
                            edge: box.y - 1))
            }
            let range = start.y...max(start.y, entries.map(\.y).max() ?? start.y)
            var lanes = used[isLeft] ?? []
            let free = lanes.firstIndex { lane in !lane.contains { $0.overlaps(range) } } ?? lanes.count
            if free == lanes.count { lanes.append([]) }
            lanes[free].append(range)
            used[isLeft] = lanes
            let x = half + 16 + Double(free) * Self.lane
            trunks.append(Trunk(isLeft: isLeft, colour: number, x: isLeft ? -x : x, exit: start, entries: entries))
        }
        let left = half + 16 + Double(used[true]?.count ?? 0) * Self.lane
        shift(by: left)
        width = left + half + 16 + Double(used[false]?.count ?? 0) * Self.lane
    }

    private func isOutermost(_ index: Int, _ isLeft: Bool, _ order: [[Int]]) -> Bool {
        let row = order[rows[index]]
        return (isLeft ? row.first : row.last) == index
    }

    private mutating func shift(by x: Double) {
        for index in boxes.indices { boxes[index].x += x }
        for index in trunks.indices {
            trunks[index].x += x
            trunks[index].exit.x += x
            for entry in trunks[index].entries.indices { trunks[index].entries[entry].x += x }
        }
    }
}
