import FrugalTensor

/// What one corruption with its constants does to a picture, in place. Samples may leave 0 to 1; they are clipped when
/// the picture is stored.
protocol PictureChange: Sendable {
    /// Changes the picture, which keeps its size and channels; everything random is drawn from `stream`.
    func apply(to picture: inout Planes, using stream: inout RandomStream)
}
