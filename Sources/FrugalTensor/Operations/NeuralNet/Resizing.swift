import CFrugalTorch

extension Tensor {
    /// Images `[N, C, H, W]` in another size, each pixel from the nearest one.
    public func resizedNearest(to size: Extent) -> Tensor {
        operation("resizedNearest", self) { frugal_resize_nearest($0, size.height, size.width, $1) }
    }

    /// Images `[N, C, H, W]` in another size, each pixel blended from four. Shrinking does not smooth: see the resize
    /// filters of FrugalData for pictures that people look at.
    /// - Parameter alignsCorners: whether the centres of the corner pixels stay, rather than the picture's outline.
    public func resizedBilinear(to size: Extent, alignsCorners: Bool = false) -> Tensor {
        operation("resizedBilinear", self) {
            frugal_resize_bilinear($0, size.height, size.width, alignsCorners, $1)
        }
    }
}
