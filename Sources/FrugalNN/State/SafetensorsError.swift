import FrugalFiles

/// Why a safetensors file could not be read or written.
public struct SafetensorsError: Error, Sendable, CustomStringConvertible {
    /// The file, as it was named.
    public let file: String
    /// The tensor at fault; nil where it is the file as a whole.
    public let tensor: String?
    /// What is wrong.
    public let reason: String
    /// What can be done.
    public let remedy: String

    init(_ file: String, tensor: String? = nil, _ reason: String, remedy: String = SafetensorsError.fetchAgain) {
        self.file = file
        self.tensor = tensor
        self.reason = reason
        self.remedy = remedy
    }

    static let fetchAgain = "The file is damaged or not a safetensors file: fetch or write it again."

    /// File, tensor, reason and remedy in two sentences.
    public var description: String {
        "\(file): \(tensor.map { "tensor '\($0)' " } ?? "")\(reason). \(remedy)"
    }

    /// What FrugalFiles says, in this module's type.
    init(_ error: FileError) {
        self.init(error.path, error.problem, remedy: "\(error.remedySentence).")
    }

    /// The system's refusal to open or map a file, in words.
    static func system(_ code: Int32, at path: String, reading action: String) -> SafetensorsError {
        SafetensorsError(FileError.system(code, at: path, doing: action, for: .reading))
    }
}
