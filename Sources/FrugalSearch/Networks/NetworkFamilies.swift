import FrugalTrack

/// The families that are known by name.
public enum NetworkFamilies {
    /// The names that `frugal search --space` takes.
    public static let names = ["enas-macro", "enas-micro", "mobile", "nas-rl", "tables"]

    /// The family of that name with its own sizes.
    /// - Throws: `FrugalError` of kind `usage` that lists the names there are.
    public static func named(_ name: String) throws -> any NetworkFamily {
        switch name {
        case "enas-macro": try EnasMacro()
        case "enas-micro": try EnasMicro()
        case "mobile": try MobileFamily()
        case "nas-rl": try ReinforcementStrings()
        case "tables": try TableFamily()
        default:
            throw FrugalError(
                .usage, "--space", "there is no space '\(name)'", remedy: "give one of \(names.joined(separator: ", "))"
            )
        }
    }
}
