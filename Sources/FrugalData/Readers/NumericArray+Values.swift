extension NumericArray {
    /// All elements as 64-bit floating-point numbers, in C order; integers beyond 2^53 are rounded.
    public func doubles() -> [Double] {
        switch elementType {
        case .bool: map(UInt8.self) { $0 == 0 ? 0 : 1 }
        case .uint8: map(UInt8.self) { Double($0) }
        case .uint16: map(UInt16.self) { Double($0) }
        case .uint32: map(UInt32.self) { Double($0) }
        case .uint64: map(UInt64.self) { Double($0) }
        case .int8: map(Int8.self) { Double($0) }
        case .int16: map(Int16.self) { Double($0) }
        case .int32: map(Int32.self) { Double($0) }
        case .int64: map(Int64.self) { Double($0) }
        case .float32: map(Float.self) { Double($0) }
        case .float64: map(Double.self) { $0 }
        }
    }

    /// All elements as 32-bit floating-point numbers, in C order, rounded where they do not fit exactly.
    public func floats() -> [Float] {
        elementType == .float32 ? map(Float.self) { $0 } : doubles().map { Float($0) }
    }

    /// All elements as whole numbers, in C order.
    ///
    /// - Throws: `DataError` (`.inconsistent`) naming the first element that is no whole number, is not finite or is beyond
    ///   64 bits.
    public func int64s() throws -> [Int64] {
        switch elementType {
        case .bool: return map(UInt8.self) { $0 == 0 ? 0 : 1 }
        case .uint8: return map(UInt8.self) { Int64($0) }
        case .uint16: return map(UInt16.self) { Int64($0) }
        case .uint32: return map(UInt32.self) { Int64($0) }
        case .int8: return map(Int8.self) { Int64($0) }
        case .int16: return map(Int16.self) { Int64($0) }
        case .int32: return map(Int32.self) { Int64($0) }
        case .int64: return map(Int64.self) { $0 }
        case .uint64: return try exactly(map(UInt64.self) { $0 }) { Int64(exactly: $0) }
        case .float32, .float64: return try exactly(doubles()) { Int64(exactly: $0) }
        }
    }

    private func map<Stored: BitwiseCopyable, Value>(_ type: Stored.Type, _ convert: (Stored) -> Value) -> [Value] {
        let stride = MemoryLayout<Stored>.size
        return bytes.withUnsafeBytes { raw in
            [Value](unsafeUninitializedCapacity: count) { out, initialised in
                for index in 0..<count {
                    out.initializeElement(
                        at: index, to: convert(raw.loadUnaligned(fromByteOffset: index * stride, as: Stored.self)))
                }
                initialised = count
            }
        }
    }

    private func exactly<Value>(_ values: [Value], _ convert: (Value) -> Int64?) throws -> [Int64] {
        try values.enumerated().map { index, value in
            guard let whole = convert(value) else {
                throw DataError(.inconsistent, place: "element \(index)", "\(value) is no whole number of 64 bits")
            }
            return whole
        }
    }
}
