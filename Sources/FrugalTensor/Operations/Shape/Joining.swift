import CFrugalTorch

extension Tensor {
    /// Tensors joined along a dimension that they have; their other lengths agree.
    public static func concatenated(_ tensors: [Tensor], along dimension: Int = 0) -> Tensor {
        operation("concatenated", tensors, results: 1) { frugal_concatenate($0, $1, dimension, $2) }[0]
    }
    /// Tensors of one shape joined along a new dimension.
    public static func stacked(_ tensors: [Tensor], along dimension: Int = 0) -> Tensor {
        operation("stacked", tensors, results: 1) { frugal_stack($0, $1, dimension, $2) }[0]
    }

    /// Cut along a dimension into parts of these lengths, which sum to its own.
    public func split(_ sizes: [Int], along dimension: Int = 0) -> [Tensor] {
        operation("split", [self], results: sizes.count) { list, _, outs in
            frugal_split(list[0], sizes, sizes.count, dimension, outs)
        }
    }
    /// Cut along a dimension into `count` parts, as even as can be: the first ones may be one longer.
    public func split(into count: Int, along dimension: Int = 0) -> [Tensor] {
        let length = size(of: dimension)
        guard count > 0 else {
            fail(.init(code: .invalid, operation: "split", operands: [signature], reason: "\(count) parts asked for"))
            return []
        }
        return split((0..<count).map { length / count + ($0 < length % count ? 1 : 0) }, along: dimension)
    }
    /// Cut along a dimension into parts of `length`; the last may be shorter.
    public func chunked(by length: Int, along dimension: Int = 0) -> [Tensor] {
        let whole = size(of: dimension)
        guard length > 0 else {
            fail(.init(code: .invalid, operation: "chunked", operands: [signature], reason: "chunks of \(length)"))
            return []
        }
        return split(stride(from: 0, to: whole, by: length).map { Swift.min(length, whole - $0) }, along: dimension)
    }
    /// The tensors along a dimension, which disappears.
    public func unstacked(along dimension: Int = 0) -> [Tensor] {
        chunked(by: 1, along: dimension).map { $0.squeezed(dimension) }
    }

    /// A part along one dimension: `length` elements from `start`.
    public func narrowed(along dimension: Int, from start: Int, length: Int) -> Tensor {
        operation("narrowed", self) { frugal_narrow($0, dimension, start, length, $1) }
    }

    /// The length of one dimension; negative ones count from the end. Zero, and a failure, where there is none such.
    public func size(of dimension: Int) -> Int {
        let shape = shape
        let place = dimension < 0 ? dimension + shape.count : dimension
        guard shape.indices.contains(place) else {
            let reason = "there is no dimension \(dimension)"
            fail(.init(code: .index, operation: "size", operands: [signature], reason: reason))
            return 0
        }
        return shape[place]
    }

    /// Coordinates of the grid that vectors span, one tensor a vector; the first varies slowest.
    public static func meshGrid(_ vectors: [Tensor]) -> [Tensor] {
        operation("meshGrid", vectors, results: vectors.count, frugal_mesh_grid)
    }
}
