/// What lies in an HDF5 file, as far as exchange formats need it.
indirect enum HDF5Item: Hashable, Sendable {
    /// Named items.
    case group([String: HDF5Item])
    /// Numbers of any type.
    case numbers(NIRArray)
    /// Texts with the shape in which they lie, row-major.
    case texts([String], shape: [Int])
    /// Something else.
    case other
}
