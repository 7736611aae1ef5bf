import Foundation
import FrugalFiles

/// A self-contained HTML page about a run: key figures, prose, tables, charts and pictures, light and dark, without
/// scripts and without anything fetched.
///
/// Every text is escaped, so that class names and paths may hold anything.
public struct Report: Sendable {
    /// A key figure.
    public struct Tile: Sendable, Equatable {
        /// What is measured.
        public var name: String
        /// The figure, ready to read.
        public var value: String
        /// A remark below it, such as an interval; empty for none.
        public var note: String

        /// A tile that shows `value` as `name`.
        public init(_ name: String, _ value: String, note: String = "") {
            self.name = name
            self.value = value
            self.note = note
        }
    }

    /// A picture with its caption.
    public struct Picture: Sendable, Equatable {
        /// The bytes of a PNG or JPEG file.
        public var bytes: [UInt8]
        /// What it shows, which is also read out by screen readers.
        public var caption: String

        /// A picture with its caption.
        public init(_ bytes: [UInt8], caption: String) {
            self.bytes = bytes
            self.caption = caption
        }
    }

    /// A table; columns whose cells are all numbers stand at the right.
    public struct Table: Sendable, Equatable {
        /// The heads of the columns.
        public var header: [String]
        /// The rows; a short one is filled with empty cells, cells beyond the header are left out.
        public var rows: [[String]]
        /// The row to look at; nil for none.
        public var highlightedRow: Int?
        /// What the table shows; empty for none.
        public var caption: String

        /// A table with the given heads and rows.
        public init(header: [String], rows: [[String]], highlightedRow: Int? = nil, caption: String = "") {
            self.header = header
            self.rows = rows
            self.highlightedRow = highlightedRow
            self.caption = caption
        }
    }

    /// One piece of a section.
    public enum Block: Sendable {
        /// A paragraph.
        case prose(String)
        /// A paragraph set apart, for a warning or a limit of what was measured.
        case note(String)
        /// Key figures.
        case tiles([Tile])
        /// A table.
        case table(Table)
        /// A chart, with a caption where it is not empty.
        case chart(any Chart, caption: String = "")
        /// Charts side by side where the page is wide enough.
        case charts([any Chart])
        /// Pictures with their captions, shown at the given height in pixels.
        case gallery([Picture], height: Int = 96)
        /// Text as it stands, such as the command that repeats the run.
        case code(String)
    }

    /// A part of the page under a heading.
    public struct Section: Sendable {
        /// The heading.
        public var title: String
        /// What stands below it.
        public var blocks: [Block]

        /// A section of `blocks`.
        public init(_ title: String, _ blocks: [Block]) {
            self.title = title
            self.blocks = blocks
        }
    }

    /// The heading of the page.
    public var title: String
    /// What came out, in one sentence.
    public var summary: String
    /// The figures a reader wants first.
    public var tiles: [Tile]
    /// The parts of the page.
    public var sections: [Section]
    /// A last line: when, with what version.
    public var footer: String

    /// A page.
    public init(
        title: String, summary: String, tiles: [Tile] = [], sections: [Section] = [], footer: String = ""
    ) {
        self.title = title
        self.summary = summary
        self.tiles = tiles
        self.sections = sections
        self.footer = footer
    }

    /// The whole page.
    public func html() -> String { ReportPage(self).text }

    /// Writes the page to `url`, atomically.
    /// - Throws: ``TrackError`` where it cannot be written.
    public func write(to url: URL) throws { try asTrackError { try AtomicFile.write(text: html(), to: url) } }
}
