import FrugalTensor

/// Where in the shared memory what lies, in bytes from its beginning.
struct GymnasiumLayout: Encodable {
    /// An Int64 a copy.
    let actions: Int
    /// A Float a copy.
    let rewards: Int
    /// A byte a copy, 1 where the episode ended by the rules.
    let terminated: Int
    /// A byte a copy, 1 where the episode was cut short.
    let truncated: Int
    /// The observations, copy after copy.
    let observations: Int
    /// The size of it all.
    let bytes: Int

    /// More than this is a mistake.
    private static let most = 1 << 30

    /// The layout for copies of an environment.
    /// - Throws: ``GymnasiumError`` for observations that are far too large.
    init(_ spaces: GymnasiumSpaces, count: Int, environment: String) throws {
        // Copies are at most some thousands, so that nothing but observations can overflow.
        rewards = count * 8
        actions = 0
        terminated = rewards + count * 4
        truncated = terminated + count
        observations = (truncated + count + 63) / 64 * 64
        let sizes = spaces.observationShape + [count, spaces.observationType.byteCount]
        let size = sizes.reduce(Int?.some(1)) { product, size in
            product.flatMap { product in
                let (value, overflow) = product.multipliedReportingOverflow(by: size)
                return overflow ? nil : value
            }
        }
        guard let size, size <= Self.most else {
            throw GymnasiumError(
                .memory, environment,
                "\(count) observations of shape \(spaces.observationShape) are more than 1 GiB",
                remedy: "play fewer copies together, or observations of a smaller size")
        }
        bytes = observations + max(size, 1)
    }
}
