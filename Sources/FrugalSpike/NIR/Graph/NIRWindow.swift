import FrugalData

/// How a kernel or window slides along one dimension.
struct NIRWindow: Hashable, Sendable {
    var kernel: Int
    var stride: Int
    /// Empty places before the first.
    var before: Int
    /// Empty places after the last.
    var after: Int
    var dilation: Int

    /// The places where it stands along so many.
    func places(along extent: Int) -> Int {
        let room = extent + before + after - dilation * (kernel - 1) - 1
        return room < 0 ? 0 : room / stride + 1
    }

    /// The input under weight `index` of the kernel at a place; nil for an empty one.
    func input(at place: Int, _ index: Int, along extent: Int) -> Int? {
        let position = place * stride + index * dilation - before
        return (0..<extent).contains(position) ? position : nil
    }
}

extension NIRNode {
    /// How a convolution or pool slides along each of its dimensions.
    /// - Throws: `DataError` for fields that do not say so.
    func windows() throws -> [NIRWindow] {
        let kernel: [Int]
        let dilations: [Int]
        switch type {
        case .convolution1d, .convolution2d:
            kernel = Array(try numbers(.weight).shape.dropFirst(2))
            dilations = try spread(.dilation, kernel.count)
        default:
            kernel = try spread(.kernelSize, 2)
            dilations = kernel.map { _ in 1 }
        }
        let strides = try spread(.stride, kernel.count)
        return try kernel.indices.map { axis in
            let (before, after) = try padding(axis, reach: dilations[axis] * (kernel[axis] - 1), of: kernel.count)
            return NIRWindow(
                kernel: kernel[axis], stride: strides[axis], before: before, after: after, dilation: dilations[axis])
        }
    }

    /// A number for each dimension; a single one holds for all.
    private func spread(_ field: NIRField, _ count: Int) throws -> [Int] {
        let whole = try whole(field)
        if whole.count == 1 { return Array(repeating: whole[0], count: count) }
        guard whole.count == count else {
            throw fault(
                .malformed, "\(field.rawValue) has \(whole.count) numbers", remedy: "Give it one, or \(count)")
        }
        return whole
    }

    private func padding(_ axis: Int, reach: Int, of count: Int) throws -> (before: Int, after: Int) {
        switch fields[.padding] {
        case .text("valid"): (0, 0)
        // As PyTorch does: what cannot be halved goes to the end.
        case .text: (reach / 2, reach - reach / 2)
        default: try { ($0, $0) }(spread(.padding, count)[axis])
        }
    }
}
