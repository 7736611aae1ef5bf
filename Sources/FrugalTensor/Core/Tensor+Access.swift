import CFrugalTorch

/// A trillion: beyond any memory, and below what arithmetic on byte counts can bear.
private let mostElements = 1 << 40

extension Tensor {
    /// The single element as a number. NaN for a failed result.
    public func item() -> Double {
        var value = Double.nan
        let status = withHandle { frugal_item($0, &value) }
        if status != FRUGAL_OK { fail("item", status, [self]) }
        return value
    }

    /// The single element as a whole number. Zero for a failed result.
    public func itemInt() -> Int {
        var value: Int64 = 0
        let status = withHandle { frugal_item_int($0, &value) }
        if status != FRUGAL_OK { fail("itemInt", status, [self]) }
        return Int(value)
    }

    /// All elements row by row as `Float`.
    public func floats() -> [Float] { elements(as: .float32, zero: 0) }

    /// All elements row by row as `Double`.
    public func doubles() -> [Double] { elements(as: .float64, zero: 0) }

    /// All elements row by row as whole numbers; fractions are cut.
    public func ints() -> [Int] { elements(as: .int64, zero: Int(0)) }

    /// All elements row by row as bytes.
    public func bytes() -> [UInt8] { elements(as: .uint8, zero: 0) }

    /// All elements row by row as truth values: whether each differs from zero.
    public func bools() -> [Bool] { elements(as: .bool, zero: UInt8(0)).map { $0 != 0 } }

    private func elements<Element: BitwiseCopyable>(as dtype: DType, zero: Element) -> [Element] {
        let count = count
        // A broadcast tensor takes no memory for elements that an array would have to hold.
        guard count < mostElements else {
            let reason = "\(count) elements do not fit into an array"
            fail(TensorError(code: .outOfMemory, operation: "elements", operands: [signature], reason: reason))
            return []
        }
        return [Element](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = copyElements(as: dtype, to: UnsafeMutableRawBufferPointer(buffer)) ? count : 0
        }
    }

    /// Writes all elements row by row, converted to `dtype`, to the start of `destination`, which must be large enough.
    /// - Returns: whether it was done; false only inside ``checking(_:)``.
    @discardableResult
    public func copyElements(as dtype: DType, to destination: UnsafeMutableRawBufferPointer) -> Bool {
        guard let start = destination.baseAddress, count > 0 else { return count == 0 }
        let status = withHandle { frugal_copy_out($0, dtype.engineCode, start, destination.count) }
        if status != FRUGAL_OK { fail("copyElements", status, [self]) }
        return status == FRUGAL_OK
    }

    /// The same numbers as another type.
    public func to(_ dtype: DType) -> Tensor { operation("to", self) { frugal_to_dtype($0, dtype.engineCode, $1) } }

    /// The same numbers on another device.
    public func to(_ device: Device) -> Tensor {
        operation("to", self) { frugal_to_device($0, device.engineType, device.engineIndex, $1) }
    }

    /// The same numbers, row by row in memory.
    public func contiguous() -> Tensor { operation("contiguous", self, frugal_contiguous) }

    /// A batch of images `[N, C, H, W]` with its channels innermost in memory: the layout in which convolutions are
    /// fastest. The shape stays.
    public func channelsLast() -> Tensor { operation("channelsLast", self, frugal_channels_last) }
}

extension Tensor: CustomStringConvertible {
    /// Type, shape and the first elements.
    public var description: String {
        guard withHandle({ $0 != nil }) else { return "Tensor(failed)" }
        let shown = 12
        let values = withoutGradients { count == 0 ? [] : doubles().prefix(shown) }
        let text = values.map { dtype.isFloatingPoint ? rounded($0) : String(Int($0)) }.joined(separator: ", ")
        return "Tensor(\(dtype) \(shape): \(text)\(count > shown ? ", …" : ""))"
    }

    private func rounded(_ value: Double) -> String {
        guard value.isFinite, value.magnitude < 1e9 else { return String(value) }
        return String((value * 1e4).rounded() / 1e4)
    }
}
