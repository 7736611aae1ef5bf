import FrugalData
import FrugalTensor
import FrugalTrack

/// Omniglot as Lake's task sees it: alphabets of characters, each drawn once by the same people.
///
/// Drawing d of every character of an alphabet is by person d: the archives name drawings by person.
struct Alphabets: Sendable {
    /// One alphabet.
    struct Alphabet: Sendable, Equatable {
        let name: String
        /// For each character its drawings, as places in ``Alphabets/images``, person by person.
        let characters: [[Int]]
        /// How many people drew it.
        var people: Int { characters.map(\.count).min() ?? 0 }
    }

    /// All drawings, ink bright (255) on black.
    let images: LabelledImages
    /// The alphabets in the order of their names.
    let all: [Alphabet]

    /// The alphabets of pictures whose classes are named `alphabet/character`, ink dark on white.
    /// - Parameter frame: how far the ink of every drawing is to spread, as in ``LakeRecipe/frame``.
    init(_ images: LabelledImages, frame: Double) throws {
        var members = images.classes.map { _ in [Int]() }
        for (place, label) in images.labels.enumerated() { members[label].append(place) }
        var characters: [String: [[Int]]] = [:]
        for (name, drawings) in zip(images.classes, members) {
            characters[String(name.split(separator: "/").first ?? ""), default: []].append(drawings)
        }
        self.init(
            images: try LabelledImages(
                pixels: images.pixels.map { 255 - $0 }, height: images.height, width: images.width,
                channels: images.channels, labels: images.labels, classes: images.classes, names: images.names
            ).framed(frame),
            all: characters.sorted { $0.key < $1.key }.map { Alphabet(name: $0.key, characters: $0.value) })
    }

    private init(images: LabelledImages, all: [Alphabet]) {
        self.images = images
        self.all = all
    }

    /// How many characters there are in all.
    var characterCount: Int { all.reduce(0) { $0 + $1.characters.count } }

    /// So many alphabets, drawn at random by `seed`, and the others.
    func parted(holdingOut count: Int, seed: UInt64) -> (held: Alphabets, rest: Alphabets) {
        var random = RandomStream(seed: seed).named("held-out alphabets")
        let held = Set(random.shuffled(Array(all.indices)).prefix(count))
        func part(_ isHeld: Bool) -> Alphabets {
            Alphabets(images: images, all: all.indices.filter { held.contains($0) == isHeld }.map { all[$0] })
        }
        return (part(true), part(false))
    }

    /// A task like an official run: characters of one alphabet drawn by one person, to be told apart by how another one
    /// draws them.
    struct Duel: Sendable, Equatable {
        /// One drawing of each character, by one person.
        var support: [Int]
        /// The same characters in the same order by another person.
        var query: [Int]
    }

    /// A task of up to `way` characters of `alphabet`.
    static func duel(_ alphabet: Alphabet, way: Int, using random: inout RandomStream) -> Duel {
        let characters = random.shuffled(alphabet.characters).prefix(way)
        let one = random.below(max(1, alphabet.people))
        let step = 1 + random.below(max(1, alphabet.people - 1))
        let other = (one + step) % max(1, alphabet.people)
        return Duel(support: characters.map { $0[one] }, query: characters.map { $0[other] })
    }
}
