import Foundation
import FrugalTensor

/// White edges on black (Canny 1986), with the constants of scikit-image: a blur of one pixel, and thresholds of 0.1
/// and 0.2 on the Sobel gradient. A colour picture is judged by its luma.
struct CannyEdges: PictureChange {
    func apply(to picture: inout Planes, using stream: inout RandomStream) {
        var smooth = picture.luma()
        // With the edge repeated the frame of the picture is no edge.
        smooth.blur(deviation: 1)
        let gradient = Gradient(of: smooth)
        let edges = followed(gradient.ridges())
        let area = picture.area
        picture.samples.indices.forEach { picture.samples[$0] = edges[$0 % area] ? 1 : 0 }
    }

    /// The edges: every weak ridge that is joined to a strong one by ridges, diagonals included.
    private func followed(_ ridges: Planes) -> [Bool] {
        var isEdge = ridges.samples.map { $0 >= Self.high }
        var open = isEdge.indices.filter { isEdge[$0] }
        while let place = open.popLast() {
            let (row, column) = (place / ridges.width, place % ridges.width)
            for near in max(row - 1, 0)...min(row + 1, ridges.height - 1) {
                for beside in max(column - 1, 0)...min(column + 1, ridges.width - 1) {
                    let other = near * ridges.width + beside
                    guard !isEdge[other], ridges.samples[other] >= Self.low else { continue }
                    isEdge[other] = true
                    open.append(other)
                }
            }
        }
        return isEdge
    }

    private static let low: Float = 0.1
    private static let high: Float = 0.2
}

/// The Sobel gradient of one plane: sums of weights 1, 2, 1, so that a step from black to white is 4 long.
private struct Gradient {
    let down: Planes
    let right: Planes
    let length: Planes

    init(of plane: Planes) {
        func filtered(_ weights: [(down: Int, right: Int, weight: Float)]) -> Planes {
            var result = Planes(height: plane.height, width: plane.width, channels: 1)
            for row in 0..<plane.height {
                for column in 0..<plane.width {
                    var sum: Float = 0
                    for tap in weights {
                        let near = Border.edge.inside(row + tap.down, count: plane.height)
                        let beside = Border.edge.inside(column + tap.right, count: plane.width)
                        sum += tap.weight * plane.samples[near * plane.width + beside]
                    }
                    result.samples[row * plane.width + column] = sum
                }
            }
            return result
        }
        let sobel: [(Int, Int, Float)] = [(-1, -1, -1), (-1, 0, -2), (-1, 1, -1), (1, -1, 1), (1, 0, 2), (1, 1, 1)]
        down = filtered(sobel.map { ($0.0, $0.1, $0.2) })
        right = filtered(sobel.map { ($0.1, $0.0, $0.2) })
        var length = down
        for place in length.samples.indices { length.samples[place] = hypot(down.samples[place], right.samples[place]) }
        self.length = length
    }

    /// The length where it is no less than on both sides along the gradient, 0 elsewhere and on the outermost samples.
    func ridges() -> Planes {
        var result = Planes(height: length.height, width: length.width, channels: 1)
        let width = length.width
        guard length.height > 2, width > 2 else { return result }
        for row in 1..<length.height - 1 {
            for column in 1..<width - 1 {
                let place = row * width + column
                let (y, x) = (down.samples[place], right.samples[place])
                let towards = (y < 0 ? -width : width, x < 0 ? -1 : 1)
                // Along the gradient the neighbour lies between a straight one and a diagonal one.
                let straight = abs(x) >= abs(y) ? towards.1 : towards.0
                let diagonal = towards.0 + towards.1
                let steeper = max(abs(x), abs(y))
                let part = steeper > 0 ? min(abs(x), abs(y)) / steeper : 0
                let own = length.samples[place]
                let ahead = length.samples[place + straight] * (1 - part) + length.samples[place + diagonal] * part
                let behind = length.samples[place - straight] * (1 - part) + length.samples[place - diagonal] * part
                if own >= ahead, own >= behind { result.samples[place] = own }
            }
        }
        return result
    }
}
