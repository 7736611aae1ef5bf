import ArgumentParser

/// A time as people write it: `90s`, `10m`, `1.5h`, `1h30m`; a bare number is seconds.
struct TimeBudget: ExpressibleByArgument, Equatable {
    let seconds: Double

    init?(argument: String) {
        if let bare = Double(argument), bare.isFinite {
            seconds = bare
            return
        }
        let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        var total = 0.0
        var number = ""
        for character in argument {
            if let unit = units[character] {
                guard let value = Double(number), value.isFinite else { return nil }
                total += value * unit
                number = ""
            } else {
                number.append(character)
            }
        }
        guard number.isEmpty, !argument.isEmpty else { return nil }
        seconds = total
    }

    init(seconds: Double) { self.seconds = seconds }

    var defaultValueDescription: String { seconds >= 60 ? "\(Int(seconds / 60))m" : "\(Int(seconds))s" }
}
