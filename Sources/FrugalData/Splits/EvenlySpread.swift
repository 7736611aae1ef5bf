extension [Int] {
    /// At most `limit` of these, evenly spread.
    package func evenlySpread(_ limit: Int) -> [Int] {
        count <= limit ? self : (0..<limit).map { self[$0 * count / limit] }
    }
}
