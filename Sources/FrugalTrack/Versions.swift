import FrugalTensor

/// What a result was made with.
public enum Versions {
    /// The version of Frugal.
    public static let frugal = "0.1.0"

    /// The compiler that built this.
    public static var swift: String {
        #if swift(>=6.4)
            "6.4 or later"
        #elseif swift(>=6.3)
            "6.3"
        #else
            "6.2"
        #endif
    }

    /// Frugal, libtorch and Swift by name, for run records and bundles.
    public static var all: [String: String] { ["Frugal": frugal, "libtorch": Engine.version, "Swift": swift] }
}
