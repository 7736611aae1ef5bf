import FrugalTensor

extension Module {
    /// The same model with its fractions as another type; whole numbers stay as they are.
    public func to(_ dtype: DType) -> Self {
        var copy = self
        copy.forEachTensor { _, _, tensor in
            if tensor.dtype.isFloatingPoint { tensor = tensor.to(dtype) }
        }
        return copy
    }

    /// The same model on another device.
    public func to(_ device: Device) -> Self {
        var copy = self
        copy.forEachTensor { _, _, tensor in tensor = tensor.to(device) }
        return copy
    }
}
