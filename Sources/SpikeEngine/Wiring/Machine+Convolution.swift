extension Machine {
    /// Adds the kernels of all filters around each pixel that arrives.
    func addPictures(
        _ plan: UnsafePointer<ConnectionPlan>, _ sizes: ConvolutionPlan, _ count: Int, _ targets: Range<Int>
    ) {
        let arrivals = plan.pointee.arrivals.start(in: scratch)
        let weights = plan.pointee.weights.start(in: state)
        let inbox = plan.pointee.inbox.start(in: state)
        let pixels = sizes.outputHeight * sizes.outputWidth
        let filters = (targets.lowerBound / pixels)...((targets.upperBound - 1) / pixels)
        for index in 0..<count {
            let pixel = sizes.place(of: Int(arrivals[index]))
            for filter in filters {
                let kernel = weights + (filter * sizes.channels + pixel.channel) * sizes.kernel * sizes.kernel
                sizes.forEachRow(pixel.y, sizes.outputHeight) { row, y in
                    let first = (filter * sizes.outputHeight + y) * sizes.outputWidth
                    sizes.forEachRow(pixel.x, sizes.outputWidth) { column, x in
                        guard targets.contains(first + x) else { return }
                        inbox[first + x] += kernel[row * sizes.kernel + column]
                    }
                }
            }
        }
    }
}

extension ConvolutionPlan {
    /// The channel, row and column of a source.
    @inline(__always)
    func place(of source: Int) -> (channel: Int, y: Int, x: Int) {
        (source / (height * width), source / width % height, source % width)
    }

    /// Calls with each row (or column) of the kernel that a row of the picture meets, and the row that goes out.
    @inline(__always)
    func forEachRow(_ row: Int, _ limit: Int, _ body: (Int, Int) -> Void) {
        // Row k of the kernel lies on the picture's row out * stride + k - padding.
        for offset in 0..<kernel {
            let shifted = row + padding - offset
            guard shifted >= 0, shifted % stride == 0, shifted / stride < limit else { continue }
            body(offset, shifted / stride)
        }
    }

    /// The targets of each source.
    static func fanOut(_ convolution: ConvolutionPlan) -> [Int32] {
        (0..<convolution.channels * convolution.height * convolution.width).map { source in
            let place = convolution.place(of: source)
            var (rows, columns) = (0, 0)
            convolution.forEachRow(place.y, convolution.outputHeight) { _, _ in rows += 1 }
            convolution.forEachRow(place.x, convolution.outputWidth) { _, _ in columns += 1 }
            return Int32(rows * columns * convolution.filters)
        }
    }
}
