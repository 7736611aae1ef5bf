import FrugalData
import FrugalTrack

extension PicturePreparation {
    /// The preparation as the descriptions beside weight files put it, in words.
    ///
    /// `{"channels": "RGB", "size": [224, 224], "crop": "centre, 0.875 of the shorter side, bilinear",
    /// "value": "x / 127.5 - 1 for x in 0...255"}`
    struct Words: Codable {
        var channels: String
        var size: [Int]
        var crop: String?
        var value: String
    }

    /// Understands the words.
    /// - Throws: ``FrugalError`` of kind `model` that quotes what it does not understand.
    init(_ words: Words) throws {
        guard let order = Order(rawValue: words.channels) else { throw Self.refusal("channels", words.channels) }
        guard words.size.count == 2, words.size.allSatisfy({ (1...4096).contains($0) }) else {
            throw Self.refusal("size", "\(words.size)")
        }
        let (mean, deviation) = try Self.scale(words.value)
        self.init(
            order: order, height: words.size[0], width: words.size[1],
            sizing: PictureSizing(crop: try Self.crop(words.crop)), mean: mean,
            deviation: deviation)
    }

    /// `x` runs over 0...255.
    private static func scale(_ words: String) throws -> (mean: [Double], deviation: [Double]) {
        let lists = numberLists(words)
        let numbers = numbers(words)
        if words.hasPrefix("(x / 255 - mean) / std"), lists.count == 2 { return (lists[0], lists[1]) }
        if words.hasPrefix("x - mean"), lists.count == 1 {
            return (lists[0].map { $0 / 255 }, lists[0].map { _ in 1 / 255 })
        }
        if words.hasPrefix("x / "), words.contains(" - "), numbers.count >= 2, numbers[0] != 0 {
            // x / a - b = (x / 255 - a b / 255) / (a / 255)
            let mean = numbers[0] * numbers[1] / 255
            return (Array(repeating: mean, count: 3), Array(repeating: numbers[0] / 255, count: 3))
        }
        throw refusal("value", words)
    }

    private static func crop(_ words: String?) throws -> PictureSizing.Crop {
        guard let words else { return .none }
        let numbers = numbers(words)
        if words.hasPrefix("centre"), let share = numbers.first, share > 0, share <= 1 {
            return .centre(share: share)
        }
        if words.hasPrefix("photo scaled to"), let side = numbers.first, side >= 1 { return .square(side: Int(side)) }
        throw refusal("crop", words)
    }

    private static func refusal(_ field: String, _ words: String) -> FrugalError {
        FrugalError(
            .model, "preprocessing", "'\(words)' is no \(field) that is understood",
            remedy: "write it as the descriptions of the published weights do")
    }

    /// All plain numbers of a text, in order.
    private static func numbers(_ text: String) -> [Double] {
        text.split { !"0123456789.".contains($0) }.compactMap {
            Double($0.hasSuffix(".") ? String($0.dropLast()) : String($0))
        }
    }

    /// The lists in brackets.
    private static func numberLists(_ text: String) -> [[Double]] {
        text.split(separator: "[").dropFirst().compactMap { part in
            part.split(separator: "]").first.map { numbers(String($0)) }
        }
    }
}
