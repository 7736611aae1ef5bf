import FrugalTensor

/// Linear regression by least squares on the inputs, with a ridge so small that it only decides between equals: the
/// seven days of the week add up to the constant.
struct LinearForecast: Codable, Hashable, Sendable {
    /// One weight an input, and the constant.
    let weights: [Double]

    init(_ data: ForecastData) {
        let width = (data.inputs.first?.count ?? 0) + 1
        let rows = data.training.count
        let flat: [Double] = data.inputs[data.training].flatMap { $0 + [1] }
        let x = Tensor(flat, shape: [rows, width])
        let y = Tensor(Array(data.actual[data.training]), shape: [rows, 1])
        let transposed = x.transposed(0, 1)
        let ridge = Tensor.eye(width, dtype: .float64)
        weights = (transposed.matmul(x) + ridge).solve(transposed.matmul(y)).doubles()
    }

    /// The forecast for a row of scaled inputs.
    func callAsFunction(_ row: [Double]) -> Double {
        zip(row, weights).reduce(weights[weights.count - 1]) { $0 + $1.0 * $1.1 }
    }
}
