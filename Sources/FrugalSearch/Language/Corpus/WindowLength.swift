import Foundation
import FrugalTensor

/// How long the windows are through which gradients flow back.
///
/// Random lengths, so that a word is not always as near to the window's edge (Merity, Keskar and Socher, "Regularizing and
/// Optimizing LSTM Language Models", ICLR 2018, section 5). The trainer scales its rate by length over ``mean``. The figures
/// are those of `enas_lm`: a normal length, cut off at two deviations, around half the mean in a twentieth of the cases.
public struct WindowLength: Codable, Hashable, Sendable {
    /// The usual mean, in words.
    public var mean = 35
    /// The standard deviation; 0 for windows that all have the mean length.
    public var deviation = 5.0
    /// The share of windows around half of the mean.
    public var shortShare = 0.05
    /// No window is longer than the mean by more than this.
    public var reserve = 20

    /// The lengths of `enas_lm`.
    public init() {}

    /// Windows that all have the same length.
    public static func fixed(_ length: Int) -> WindowLength {
        var windows = WindowLength()
        (windows.mean, windows.deviation, windows.shortShare) = (length, 0, 0)
        return windows
    }

    /// The windows of one pass over columns of `length` words, each word but the last predicted from the ones before it. A
    /// rest of at most two words is left out.
    public func windows(of length: Int, seed: UInt64, epoch: Int) -> [Range<Int>] {
        var stream = RandomStream(seed: seed).named("windows").named("epoch \(epoch)")
        var windows: [Range<Int>] = []
        var start = 0
        while start < length - 3 || (windows.isEmpty && start < length - 1) {
            let steps = min(draw(using: &stream), length - 1 - start)
            windows.append(start..<(start + steps))
            start += steps
        }
        return windows
    }

    private func draw(using stream: inout RandomStream) -> Int {
        let isShort = shortShare > 0 && stream.uniform() < shortShare
        let centre = Double(mean) / (isShort ? 2 : 1)
        var drawn = centre
        if deviation > 0 {
            var offset = Double.infinity
            while abs(offset) > 2 { offset = Self.normal(using: &stream) }
            drawn += deviation * offset
        }
        return max(1, min(Int(drawn), mean + reserve))
    }

    /// Box and Muller, 1958.
    private static func normal(using stream: inout RandomStream) -> Double {
        let radius = (-2 * log(1 - stream.uniform())).squareRoot()
        return radius * cos(2 * .pi * stream.uniform())
    }
}
