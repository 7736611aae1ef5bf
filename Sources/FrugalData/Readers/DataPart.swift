/// Which of the parts that a data set comes in.
public enum DataPart: String, Sendable, CaseIterable, Codable {
    /// What models may learn from.
    case train
    /// What its authors set aside for testing.
    case test
}
