/// What is wrong with a file or folder that was read as data.
///
/// It names the file, the place in it, the reason and, where there is one, the remedy, so that its description can be
/// shown to a person as it is.
public struct DataError: Error, Equatable, Sendable {
    /// The kind of fault. It is a struct and not an enum so that a new kind breaks nobody's `switch`.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name of the kind, for example `truncated`.
        public let description: String

        /// The path does not exist, or what was asked for is not in it.
        public static let notFound = Code(description: "notFound")
        /// The contents break the rules of their format.
        public static let malformed = Code(description: "malformed")
        /// The contents are well formed, but of a kind this package does not read.
        public static let unsupported = Code(description: "unsupported")
        /// The contents end too early.
        public static let truncated = Code(description: "truncated")
        /// The contents, or what they claim to hold, go beyond a limit that protects memory.
        public static let tooLarge = Code(description: "tooLarge")
        /// Two parts that must agree do not, for example images and labels of different number.
        public static let inconsistent = Code(description: "inconsistent")
        /// A class that is none of those asked for.
        public static let unknownClass = Code(description: "unknownClass")
        /// A checksum does not fit the contents.
        public static let checksum = Code(description: "checksum")
        /// The operating system refused to read or write.
        public static let io = Code(description: "io")
        /// The same example lies in parts that must be disjoint.
        public static let leakage = Code(description: "leakage")
        /// An argument given by the caller makes no sense for this data.
        public static let invalidArgument = Code(description: "invalidArgument")
    }

    /// The kind of fault.
    public var code: Code
    /// The path of the file or folder concerned, where there is one.
    public var file: String?
    /// The place inside the file, such as `byte 17` or `row 3, column 'age'`.
    public var place: String?
    /// What is wrong, in a sentence without its final stop.
    public var reason: String
    /// What to do about it, in a sentence without its final stop.
    public var remedy: String?

    /// Makes an error from its parts.
    public init(_ code: Code, file: String? = nil, place: String? = nil, _ reason: String, remedy: String? = nil) {
        self.code = code
        self.file = file
        self.place = place
        self.reason = reason
        self.remedy = remedy
    }

    /// The same error with the file named, for errors raised where only the bytes were known.
    public func inFile(_ path: String) -> DataError {
        var copy = self
        if let inner = file { copy.file = "\(path): \(inner)" } else { copy.file = path }
        return copy
    }
}

extension DataError: CustomStringConvertible {
    /// One readable line: file, place, reason and remedy.
    public var description: String {
        var subject = file.map { "\($0): " } ?? ""
        if let place { subject += "\(place): " }
        return subject + reason + "." + (remedy.map { " \($0)." } ?? "")
    }
}
