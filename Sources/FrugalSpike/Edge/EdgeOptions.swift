/// The language of an exported file.
public enum EdgeLanguage: String, Codable, CaseIterable, Hashable, Sendable {
    /// C99, with `<stdint.h>` and `<stddef.h>` alone.
    case c
    /// Embedded Swift, with the standard library alone.
    case swift
}

/// How an exported file holds weights. Biases, thresholds and all that is computed are float32 in both.
public enum EdgeWeights: String, Codable, CaseIterable, Hashable, Sendable {
    /// The weights themselves.
    case float32
    /// Whole numbers from -127 to 127, times a scale for each neuron or filter.
    case int8
}
