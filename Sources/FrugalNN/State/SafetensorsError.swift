import Foundation

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

    /// The system's refusal in words.
    static func system(_ file: String, _ action: String, code: Int32 = errno) -> SafetensorsError {
        let remedy =
            switch code {
            case ENOSPC, EDQUOT: "The disk is full: free some space. What was there before is unharmed."
            case EACCES, EPERM, EROFS: "Choose a place that you may \(action)."
            case ENOENT, ENOTDIR: "Check the path."
            default: "What was there before is unharmed."
            }
        return SafetensorsError(file, "could not \(action): \(String(cString: strerror(code)))", remedy: remedy)
    }
}
