extension SpikingConnection {
    /// How many neurons each input reaches: what a spike of it costs in additions. At the border of a picture a
    /// convolution reaches fewer, and between its groups none.
    func synapsesOfInputs(groups: Int = 1) -> [Float] {
        switch self {
        case .dense(let dense): Array(repeating: Float(dense.outputs / max(1, groups)), count: dense.inputs)
        case .convolution(let convolution):
            Self.reach(
                (convolution.channels, convolution.height, convolution.width), kernel: convolution.kernel,
                stride: convolution.stride, padding: convolution.padding,
                outputs: (convolution.outputHeight, convolution.outputWidth),
                filters: convolution.filters / max(1, groups))
        case .averagePool(let window), .maxPool(let window):
            Self.reach(
                (window.channels, window.height, window.width), kernel: window.kernel, stride: window.stride,
                padding: 0, outputs: (window.outputHeight, window.outputWidth), filters: 1)
        }
    }

    private static func reach(
        _ input: (channels: Int, height: Int, width: Int), kernel: Int, stride: Int, padding: Int,
        outputs: (height: Int, width: Int), filters: Int
    ) -> [Float] {
        func places(_ length: Int, _ outputs: Int) -> [Int] {
            (0..<length).map { place in
                (0..<outputs).filter { (0..<kernel).contains(place + padding - $0 * stride) }.count
            }
        }
        let (rows, columns) = (places(input.height, outputs.height), places(input.width, outputs.width))
        let picture = rows.flatMap { row in columns.map { Float(row * $0 * filters) } }
        return (0..<input.channels).flatMap { _ in picture }
    }
}
