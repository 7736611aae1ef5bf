/// Numbers with a shape, as NIR files hold them; row-major, and a single number where the shape is empty.
public struct NIRArray: Hashable, Sendable {
    /// How numbers are stored in a file.
    public enum Element: String, Hashable, Sendable {
        /// Single precision.
        case float32
        /// Double precision.
        case float64
        /// Whole numbers of any length.
        case int64
    }

    /// The extent of each dimension.
    public var shape: [Int]
    /// The numbers.
    public var values: [Double]
    /// How they are stored.
    public var element: Element

    /// Numbers of a shape. There must be as many as the shape says; a file with others is refused when it is written.
    public init(shape: [Int], values: [Double], element: Element = .float64) {
        self.shape = shape
        self.values = values
        self.element = element
    }

    /// Weights in single precision.
    public init(shape: [Int], weights: [Float]) {
        self.init(shape: shape, values: weights.map(Double.init), element: .float32)
    }

    /// The same number in all places of a shape.
    public init(repeating value: Double, shape: [Int]) {
        self.init(shape: shape, values: Array(repeating: value, count: shape.reduce(1, *)))
    }

    /// Whole numbers in a row.
    public init(whole values: [Int]) {
        self.init(shape: [values.count], values: values.map(Double.init), element: .int64)
    }

    /// A single whole number.
    public init(whole value: Int) {
        self.init(shape: [], values: [Double(value)], element: .int64)
    }

    /// The number that all are; nil where they differ or there are none.
    public var common: Double? {
        guard let first = values.first, values.allSatisfy({ $0 == first }) else { return nil }
        return first
    }

    /// The product of extents; more than any network has where it is too large to count.
    static func count(_ shape: [Int]) -> Int {
        shape.reduce(1) { product, extent in
            let (result, overflow) = product.multipliedReportingOverflow(by: extent)
            return overflow ? .max : result
        }
    }

    /// The numbers in single precision.
    public var floats: [Float] { values.map { Float($0) } }

    /// The numbers as whole ones; nil where one is not whole, or too large to count with.
    public var whole: [Int]? {
        let result = values.compactMap { $0.magnitude < 0x1p40 ? Int(exactly: $0) : nil }
        return result.count == values.count ? result : nil
    }
}
