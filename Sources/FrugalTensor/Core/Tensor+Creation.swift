import CFrugalTorch

extension Tensor {
    /// A tensor of these numbers, row by row.
    /// - Parameter shape: its product must be the number of values; nil makes a vector.
    public init(_ values: [Float], shape: [Int]? = nil) { self.init(copying: values, shape: shape, dtype: .float32) }

    /// A float64 tensor of these numbers, row by row.
    public init(_ values: [Double], shape: [Int]? = nil) { self.init(copying: values, shape: shape, dtype: .float64) }

    /// An int64 tensor of these numbers, row by row: labels and indices.
    public init(_ values: [Int], shape: [Int]? = nil) { self.init(copying: values, shape: shape, dtype: .int64) }

    /// An int32 tensor of these numbers, row by row.
    public init(_ values: [Int32], shape: [Int]? = nil) { self.init(copying: values, shape: shape, dtype: .int32) }

    /// A uint8 tensor of these numbers, row by row: pixels.
    public init(_ values: [UInt8], shape: [Int]? = nil) { self.init(copying: values, shape: shape, dtype: .uint8) }

    /// A tensor of truth values, row by row.
    public init(_ values: [Bool], shape: [Int]? = nil) {
        self.init(copying: values.map { $0 ? UInt8(1) : 0 }, shape: shape, dtype: .bool)
    }

    /// A tensor of one number and no dimensions.
    public init(_ value: Double, dtype: DType = .float32) { self = .full([], value, dtype: dtype) }

    private init<Element: BitwiseCopyable>(copying values: [Element], shape: [Int]?, dtype: DType) {
        self = values.withUnsafeBytes { Tensor(copying: $0, shape: shape ?? [values.count], dtype: dtype) }
    }

    /// A tensor with a copy of `bytes`, which hold its elements row by row.
    public init(copying bytes: UnsafeRawBufferPointer, shape: [Int], dtype: DType) {
        let count = shape.reduce(1, *)
        guard !shape.contains(where: { $0 < 0 }), count * dtype.byteCount == bytes.count else {
            let reason = "\(bytes.count / dtype.byteCount) values do not fill shape \(shape)"
            fail(TensorError(code: .invalid, operation: "Tensor", operands: [], reason: reason))
            self.init(taking: nil)
            return
        }
        self = creation("Tensor") { frugal_from_bytes(bytes.baseAddress, shape, shape.count, dtype.engineCode, $0) }
    }

    /// A tensor over memory that `owner` keeps alive: nothing is copied. The memory must not change while it is in use.
    public init(viewing bytes: UnsafeRawBufferPointer, shape: [Int], dtype: DType, owner: AnyObject) {
        let context = Unmanaged.passRetained(owner)
        let memory = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
        self = creation("Tensor(viewing:)") {
            frugal_from_memory(
                memory, shape, shape.count, dtype.engineCode,
                { context in context.map { Unmanaged<AnyObject>.fromOpaque($0).release() } }, context.toOpaque(), $0)
        }
    }

    /// A tensor filled with one value.
    public static func full(_ shape: [Int], _ value: Double, dtype: DType = .float32, on device: Device = .cpu)
        -> Tensor
    {
        creation("full") {
            frugal_full(shape, shape.count, value, dtype.engineCode, device.engineType, device.engineIndex, $0)
        }
    }

    /// A tensor of zeros.
    public static func zeros(_ shape: [Int], dtype: DType = .float32, on device: Device = .cpu) -> Tensor {
        full(shape, 0, dtype: dtype, on: device)
    }

    /// A tensor of ones.
    public static func ones(_ shape: [Int], dtype: DType = .float32, on device: Device = .cpu) -> Tensor {
        full(shape, 1, dtype: dtype, on: device)
    }

    /// Zeros with the shape, type and device of `other`.
    public static func zeros(like other: Tensor) -> Tensor { zeros(other.shape, dtype: other.dtype, on: other.device) }

    /// Ones with the shape, type and device of `other`.
    public static func ones(like other: Tensor) -> Tensor { ones(other.shape, dtype: other.dtype, on: other.device) }

    /// `start`, `start + step`, … below `end`.
    public static func arange(_ start: Double = 0, to end: Double, by step: Double = 1, dtype: DType = .float32)
        -> Tensor
    {
        creation("arange") { frugal_arange(start, end, step, dtype.engineCode, $0) }
    }

    /// `count` numbers from `start` to `end`, both included.
    public static func linspace(from start: Double, to end: Double, count: Int, dtype: DType = .float32) -> Tensor {
        creation("linspace") { frugal_linspace(start, end, count, dtype.engineCode, $0) }
    }

    /// The identity matrix, `[rows, columns]`.
    public static func eye(_ rows: Int, _ columns: Int? = nil, dtype: DType = .float32) -> Tensor {
        creation("eye") { frugal_eye(rows, columns ?? rows, dtype.engineCode, $0) }
    }
}
