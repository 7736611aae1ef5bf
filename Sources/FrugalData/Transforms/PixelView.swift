/// Samples of one picture somewhere in memory, interleaved; the caller keeps the memory alive.
struct PixelView {
    let base: UnsafePointer<UInt8>
    let height: Int
    let width: Int
    let channels: Int

    /// Samples a row.
    var stride: Int { width * channels }
    /// Samples in all.
    var count: Int { height * stride }
}

/// The transforms that move whole samples. Each reads one picture and writes another that lies elsewhere in memory.
extension PixelView {
    /// Copies a window that starts at (`top`, `left`), which lies inside the picture.
    func crop(top: Int, left: Int, height: Int, width: Int, into out: UnsafeMutablePointer<UInt8>) {
        for row in 0..<height {
            let source = base + (top + row) * stride + left * channels
            (out + row * width * channels).update(from: source, count: width * channels)
        }
    }

    /// Moves the picture so that (`down`, `right`) comes to the corner; what lies outside repeats the edge.
    func shift(down: Int, right: Int, into out: UnsafeMutablePointer<UInt8>) {
        let first = min(max(-right, 0), width)  // columns left of it repeat the left edge
        let last = max(min(width - right, width), first)  // columns from it on repeat the right edge
        for row in 0..<height {
            let source = base + min(max(row + down, 0), height - 1) * stride
            let target = out + row * stride
            for column in 0..<first { copyPixel(source, target + column * channels) }
            if last > first {
                (target + first * channels).update(
                    from: source + (first + right) * channels, count: (last - first) * channels)
            }
            for column in last..<width { copyPixel(source + (width - 1) * channels, target + column * channels) }
        }
    }

    /// Mirrors left and right.
    func mirror(into out: UnsafeMutablePointer<UInt8>) {
        for row in 0..<height {
            let source = base + row * stride
            let target = out + row * stride
            for column in 0..<width {
                copyPixel(source + (width - 1 - column) * channels, target + column * channels)
            }
        }
    }

    /// Turns counter-clockwise by `turns` quarters; an odd number exchanges height and width.
    func turn(_ turns: Int, into out: UnsafeMutablePointer<UInt8>) {
        switch turns & 3 {
        case 1:
            for row in 0..<width {
                for column in 0..<height {
                    copyPixel(
                        base + column * stride + (width - 1 - row) * channels, out + (row * height + column) * channels)
                }
            }
        case 2:
            for pixel in 0..<(height * width) {
                copyPixel(base + (height * width - 1 - pixel) * channels, out + pixel * channels)
            }
        case 3:
            for row in 0..<width {
                for column in 0..<height {
                    copyPixel(
                        base + (height - 1 - column) * stride + row * channels, out + (row * height + column) * channels
                    )
                }
            }
        default:
            out.update(from: base, count: count)
        }
    }

    /// Copies the picture and fills the part of the square around (`row`, `column`) that lies inside it.
    func cutOut(size: Int, row: Int, column: Int, fill: [UInt8], into out: UnsafeMutablePointer<UInt8>) {
        out.update(from: base, count: count)
        let top = max(0, row - size / 2)
        let left = max(0, column - size / 2)
        let bottom = min(height, row - size / 2 + size)
        let right = min(width, column - size / 2 + size)
        guard bottom > top, right > left else { return }
        for row in top..<bottom {
            for column in left..<right {
                for channel in 0..<channels { out[row * stride + column * channels + channel] = fill[channel] }
            }
        }
    }

    @inline(__always)
    private func copyPixel(_ source: UnsafePointer<UInt8>, _ target: UnsafeMutablePointer<UInt8>) {
        target[0] = source[0]
        if channels == 3 {
            target[1] = source[1]
            target[2] = source[2]
        }
    }
}
