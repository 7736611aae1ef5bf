import FrugalTensor

/// How a part is written in a tree: its type, with the settings that it stores: `Conv2d(stride: 2, padding: 1)`.
enum ModuleLabel {
    static func of(_ part: some Module) -> String {
        let settings = Mirror(reflecting: part).children.compactMap { child -> String? in
            guard let name = child.label, let text = text(of: child.value) else { return nil }
            return "\(name): \(text)"
        }
        let type = typeName(Swift.type(of: part))
        return settings.isEmpty ? type : "\(type)(\(settings.joined(separator: ", ")))"
    }

    /// `Sequential`, without the module and without what it is generic over.
    private static func typeName(_ type: Any.Type) -> String {
        String("\(type)".prefix { $0 != "<" })
    }

    /// The value of a setting; nil for tensors, parts and anything else that is not a plain value.
    private static func text(of value: Any) -> String? {
        switch value {
        case let number as Int: return String(number)
        case let number as Double: return shortest(number)
        case let number as Float: return shortest(Double(number))
        case let flag as Bool: return String(flag)
        case let text as String: return text
        case let extent as Extent: return extent.description
        case let list as [Int]: return "\(list)"
        default: break
        }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .enum where mirror.children.isEmpty:
            return "\(value)"
        case .tuple:
            let parts = mirror.children.map { text(of: $0.value) }
            let known = parts.compactMap { $0 }
            return known.count == parts.count ? "(\(known.joined(separator: ", ")))" : nil
        case .struct where value is any CustomStringConvertible && !(value is any Module):
            // A small value that knows how to write itself, such as an extent; a struct of tensors is none.
            return mirror.children.allSatisfy { text(of: $0.value) != nil } ? "\(value)" : nil
        default:
            return nil
        }
    }

    private static func shortest(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e9 ? String(Int(number)) : String(number)
    }
}
