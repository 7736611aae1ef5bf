/// Two classes that are hard to tell apart: a warning to whoever taught the newer one.
public struct Collision: Codable, Sendable, Equatable {
    /// The class that was taught.
    public var name: String
    /// The class that was there.
    public var other: String
    /// The distance between the two prototypes.
    public var distance: Double
    /// The distance that the other class's own pictures have from its prototype; nil where nothing tells.
    public var expectedDistance: Double?
    /// Of the new class's pictures, how many are taken for the other class when they are left out of their own.
    public var taken: Int
    /// How many pictures of the new class were asked about.
    public var asked: Int
    /// Of the other class's pictures, how many are taken for the new class when they are left out of their own.
    public var lost: Int
    /// How many pictures of the other class were asked about.
    public var askedOfOther: Int
}

extension DistanceHead {
    /// The other classes that `name` collides with: its prototype lies nearer to them than their own pictures are expected
    /// to, or more than a quarter of either's pictures is taken for the other.
    public func collisions(of name: String) -> [Collision] {
        guard let position = classes.firstIndex(where: { $0.name == name }) else { return [] }
        let spread = ClassSpread(of: self)
        let own = classes[position]
        var taken = [Int](repeating: 0, count: classes.count)
        let asked = own.count > 1 ? ClassSpread.examined(own) : []
        for index in asked { taken[answer(to: index, of: position)] += 1 }
        return classes.indices.compactMap { place in
            guard place != position else { return nil }
            let other = classes[place]
            let askedOfOther = other.count > 1 ? ClassSpread.examined(other) : []
            let lost = askedOfOther.count { answer(to: $0, of: place) == position }
            let distance = kernel.distance(own.prototype, other.prototype)
            let expected = spread.expectedDistance(to: other)
            guard
                expected.map({ distance < $0 }) == true || 4 * taken[place] > asked.count
                    || 4 * lost > askedOfOther.count
            else { return nil }
            return Collision(
                name: name, other: other.name, distance: distance, expectedDistance: expected, taken: taken[place],
                asked: asked.count, lost: lost, askedOfOther: askedOfOther.count)
        }
    }

    /// The class that an example is taken for when it is left out of its own.
    private func answer(to index: Int, of position: Int) -> Int {
        let members = classes[position]
        let query = members.embedding(index)
        var scores = scores(query)
        if let rest = members.prototype(leavingOut: [index]) {
            scores[position] = -kernel.distance(query, rest) * factor(of: members)
        }
        return Self.highest(scores)
    }
}
