/// Where the values of a network lie in one buffer: a value takes the first place that is free as long as it is needed, and
/// an operation number by number takes the place of a value that it reads last.
struct EdgeMemory {
    /// The place of each value, by its number; nil for the input and the scores, which have buffers of their own.
    let places: [Int?]
    /// The numbers of the buffer.
    let count: Int

    init(_ operations: [EdgeOperation]) {
        var lastRead = [Int](repeating: -1, count: operations.count + 1)
        for (index, operation) in operations.enumerated() {
            for value in operation.inputs { lastRead[value] = index }
        }
        var places: [Int?] = [nil]
        var live: [(place: Int, end: Int, value: Int)] = []
        var highest = 0
        for (index, operation) in operations.enumerated() {
            let value = index + 1
            guard value < operations.count else {
                places.append(nil)
                break
            }
            live.removeAll { lastRead[$0.value] < index }
            let heir =
                operation.isElementwise
                ? operation.inputs.first { lastRead[$0] == index && places[$0] != nil } : nil
            if let heir, let place = places[heir] {
                live.removeAll { $0.value == heir }
                places.append(place)
                live.append((place, place + operation.count, value))
            } else {
                var place = 0
                for other in live.sorted(by: { $0.place < $1.place }) where other.place < place + operation.count {
                    place = max(place, other.end)
                }
                places.append(place)
                live.append((place, place + operation.count, value))
            }
            highest = max(highest, live.reduce(0) { max($0, $1.end) })
        }
        self.places = places
        count = highest
    }
}
