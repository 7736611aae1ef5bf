import FrugalTensor

/// Some pictures of every class side by side, so that a person sees at a glance what the data are.
public struct ContactSheet: Sendable {
    /// The sheet.
    public let image: Image
    /// A line for each class whose name cannot be written on the sheet, such as `class 3: 고양이`.
    public let legend: [String]

    /// Pixels between pictures.
    private static let gap = 4
    /// Pixels a dot of the writing.
    private static let scale = 2
    /// The side of the square that each picture is fitted into: 32 to 128 pixels.
    private static func cell(for images: LabelledImages) -> Int { min(max(images.height, images.width, 32), 128) }

    /// Draws a sheet with a row for each class: its name, its number of pictures, and up to `perClass` of them.
    ///
    /// - Parameters:
    ///   - maximumClasses: of more classes only the first are shown, and the legend says so.
    ///   - seed: chooses the pictures.
    /// - Throws: `DataError` (`.invalidArgument`) when there are no pictures or nothing is to be shown.
    public init(_ images: LabelledImages, perClass: Int = 10, maximumClasses: Int = 40, seed: UInt64 = 0) throws {
        guard images.count > 0, perClass > 0, maximumClasses > 0 else {
            throw DataError(.invalidArgument, "there are no pictures to put on a sheet")
        }
        let side = Self.cell(for: images)
        let shown = min(images.classes.count, maximumClasses)
        let columns = min(perClass, 64)
        let members = Dictionary(grouping: 0..<images.count) { images.labels[$0] }
        let textHeight = DotFont.height * Self.scale + Self.gap
        let rowHeight = textHeight + side + 2 * Self.gap
        var canvas = try Canvas(
            height: shown * rowHeight + Self.gap, width: max(columns * (side + Self.gap) + Self.gap, 240), shade: 245)
        var legend: [String] = []
        for label in 0..<shown {
            let all = members[label] ?? []
            var name = images.classes[label]
            if !DotFont.covers(name) {
                legend.append("class \(label): \(name)")
                name = "class \(label)"
            }
            let top = label * rowHeight + Self.gap
            let room = canvas.width / (DotFont.advance * Self.scale) - 1
            canvas.write(
                Self.caption(name, count: all.count, room: room), top: top, left: Self.gap, scale: Self.scale, shade: 30
            )
            var random = RandomStream(seed: seed, stream: UInt64(label))
            for (place, index) in random.shuffled(all).prefix(columns).sorted().enumerated() {
                let picture = try images.image(at: index).fitted(into: side)
                canvas.draw(
                    picture, top: top + textHeight + (side - picture.height) / 2,
                    left: Self.gap + place * (side + Self.gap) + (side - picture.width) / 2)
            }
        }
        if shown < images.classes.count { legend.append("\(images.classes.count - shown) more classes are not shown") }
        image = try canvas.image()
        self.legend = legend
    }

    /// Writes the sheet as a PNG file, whole or not at all.
    ///
    /// - Throws: `DataError` when the file cannot be written.
    public func write(to path: String) throws { try DataFile.write(PNG.encode(image), to: path) }

    private static func caption(_ name: String, count: Int, room: Int) -> String {
        let suffix = " (\(count))"
        let space = max(4, room - suffix.count)
        return (name.count > space ? name.prefix(space - 2) + ".." : name[...]) + suffix
    }
}

extension Image {
    /// The picture made to fit a square: small ones enlarged by a whole factor so that their pixels stay visible.
    func fitted(into side: Int) throws -> Image {
        let longer = max(height, width)
        if longer <= side {
            let factor = side / longer
            return try resized(height: height * factor, width: width * factor, filter: .nearest)
        }
        let scale = Double(side) / Double(longer)
        return try resized(
            height: max(1, Int(Double(height) * scale)), width: max(1, Int(Double(width) * scale)),
            filter: .antialiased)
    }
}
