import Foundation
import FrugalTrack

extension DistanceHead {
    /// Adds classes at the end, all or none. Nothing is trained, and no other class's score changes by a bit.
    /// - Throws: ``FrugalError`` that names the class or picture: a name that is there already, a picture that is there
    ///   twice or in another class too, embeddings of another width, or too few classes to tell apart.
    public mutating func teach(_ added: [PrototypeClass], at date: Date = Date()) throws {
        for (place, members) in added.enumerated() {
            let before = classes + added.prefix(place)
            guard !before.contains(where: { $0.name == members.name }) else {
                throw FrugalError(
                    .data, members.name, "this class is there already",
                    remedy: "choose another name, or `frugal forget` it first")
            }
            guard members.width == width else {
                throw FrugalError(
                    .model, members.name, "embeddings of \(members.width) numbers do not fit a head of \(width)")
            }
        }
        guard classes.count + added.count > 1 else {
            throw FrugalError(
                .data, added.first?.name ?? "", "this would be the only class, with nothing to tell it from",
                remedy: "teach two classes at once: A=FOLDER B=FOLDER")
        }
        try checkPictures(of: added)
        try change { head in
            head.classes += added
            head.note(.taught, added, at: date)
        }
    }

    /// Removes a class. Its examples are set aside, so that the step can be undone.
    /// - Throws: ``FrugalError`` that names a class which is not there, or without which fewer than two would be left.
    public mutating func forget(_ name: String, at date: Date = Date()) throws {
        guard let position = classes.firstIndex(where: { $0.name == name }) else {
            let known = classes.prefix(12).map { "'\($0.name)'" }.joined(separator: ", ")
            throw FrugalError(
                .data, name, "there is no such class",
                remedy: classes.isEmpty ? "no class was taught yet" : "the classes are \(known)")
        }
        guard classes.count > 2 else {
            throw FrugalError(
                .data, name, "without it only one class would be left, with nothing to tell it from",
                remedy: "teach another class first")
        }
        try change { head in
            let members = head.classes.remove(at: position)
            head.setAside[head.history.count + 1] = SetAside(position: position, members: members)
            head.note(.forgot, [members], at: date)
        }
    }

    /// Takes back the last step that was not taken back yet.
    /// - Returns: the step that was taken back.
    /// - Throws: ``FrugalError`` where there is none.
    @discardableResult
    public mutating func undo(at date: Date = Date()) throws -> TeachingStep {
        guard let step = lastStep else {
            throw FrugalError(.data, "", "there is nothing to undo", remedy: "look at the history")
        }
        try change { head in
            if let aside = head.setAside.removeValue(forKey: step.number) {
                head.classes.insert(aside.members, at: min(aside.position, head.classes.count))
                head.note(.undid, [aside.members], undoing: step.number, at: date)
            } else {
                let taken = head.classes.filter { step.names.contains($0.name) }
                head.classes.removeAll { step.names.contains($0.name) }
                head.note(.undid, taken, undoing: step.number, at: date)
            }
        }
        return step
    }

    /// Makes a change and measures anew; where anything fails, the head stays as it was.
    private mutating func change(_ body: (inout DistanceHead) throws -> Void) throws {
        var next = self
        try body(&next)
        try next.recalibrate()
        self = next
    }

    /// A picture with two classes teaches nothing, and one that is shown twice counts twice and spoils leaving one out.
    private func checkPictures(of added: [PrototypeClass]) throws {
        var seen: [String: (name: String, source: String)] = [:]
        for members in classes {
            for example in members.examples where !example.sha256.isEmpty {
                seen[example.sha256] = (members.name, example.source)
            }
        }
        for members in added {
            for example in members.examples where !example.sha256.isEmpty {
                if let other = seen[example.sha256] {
                    let isSame = other.name == members.name
                    throw FrugalError(
                        .data, example.source,
                        isSame
                            ? "this picture is the same as \(other.source), so that it would count twice"
                            : "this picture is the same as \(other.source), which is in the class '\(other.name)'",
                        remedy: isSame ? "remove one of them" : "keep it in one class only")
                }
                seen[example.sha256] = (members.name, example.source)
            }
        }
    }
}
