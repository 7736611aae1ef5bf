/// The quantisation tables that the JPEG standard gives as examples (ITU-T T.81, annex K.1), row by row in the order of
/// frequencies, and the way the Independent JPEG Group scales them by a quality from 1 to 100.
enum JPEGTables {
    /// The steps for lightness.
    static func luminance(quality: Int) -> [Float] { scaled(luminance, quality) }

    /// The steps for colour.
    static func chrominance(quality: Int) -> [Float] { scaled(chrominance, quality) }

    private static func scaled(_ steps: [Int], _ quality: Int) -> [Float] {
        let percent = quality < 50 ? 5000 / quality : 200 - 2 * quality
        return steps.map { Float(min(max(($0 * percent + 50) / 100, 1), 255)) }
    }

    private static let luminance = [
        16, 11, 10, 16, 24, 40, 51, 61,
        12, 12, 14, 19, 26, 58, 60, 55,
        14, 13, 16, 24, 40, 57, 69, 56,
        14, 17, 22, 29, 51, 87, 80, 62,
        18, 22, 37, 56, 68, 109, 103, 77,
        24, 35, 55, 64, 81, 104, 113, 92,
        49, 64, 78, 87, 103, 121, 120, 101,
        72, 92, 95, 98, 112, 100, 103, 99,
    ]

    private static let chrominance = [
        17, 18, 24, 47, 99, 99, 99, 99,
        18, 21, 26, 66, 99, 99, 99, 99,
        24, 26, 56, 99, 99, 99, 99, 99,
        47, 66, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ]
}
