import Foundation

/// One entry of a head's history: what was done, when, to which classes.
public struct TeachingStep: Codable, Sendable, Equatable {
    /// What was done.
    public enum Action: String, Codable, Sendable {
        /// Classes were added.
        case taught
        /// A class was removed.
        case forgot
        /// An earlier step was taken back.
        case undid
    }

    /// The number of the step, from 1.
    public var number: Int
    /// When, to the second.
    public var date: Date
    /// What was done.
    public var action: Action
    /// The classes concerned.
    public var names: [String]
    /// How many pictures each of them had.
    public var pictures: [Int]
    /// The number of the step that was taken back.
    public var undoes: Int?
}

/// A class that a step removed, and where it stood.
struct SetAside: Equatable {
    var position: Int
    var members: PrototypeClass
}

extension DistanceHead {
    /// The last step that was not taken back; nil where there is nothing to undo.
    public var lastStep: TeachingStep? {
        let undone = Set(history.compactMap(\.undoes))
        return history.last { $0.action != .undid && !undone.contains($0.number) }
    }

    /// Adds a step to the history.
    mutating func note(
        _ action: TeachingStep.Action, _ members: [PrototypeClass], undoing step: Int? = nil, at date: Date
    ) {
        // Whole seconds, so that what is read back equals what was written.
        let date = Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
        history.append(
            TeachingStep(
                number: history.count + 1, date: date, action: action, names: members.map(\.name),
                pictures: members.map(\.count), undoes: step))
    }
}
