import CFrugalTorch

// Complex numbers are pairs in a last dimension of length 2, real part first, so that no operation meets a type it does
// not know. Dimensions are counted as if that last one were not there. The inverses divide by the number of elements.

extension Tensor {
    /// The pairs that the Fourier transforms take: `[…]` and `[…]` make `[…, 2]`.
    public static func complex(_ real: Tensor, _ imaginary: Tensor? = nil) -> Tensor {
        stacked([real, imaginary ?? zeros(like: real)], along: -1)
    }

    /// The Fourier transform of complex pairs `[…, n, 2]` along dimensions.
    public func fft(along dimensions: Int...) -> Tensor {
        operation("fft", self) { frugal_fft($0, dimensions, dimensions.count, false, $1) }
    }
    /// The inverse of ``fft(along:)``.
    public func inverseFFT(along dimensions: Int...) -> Tensor {
        operation("inverseFFT", self) { frugal_fft($0, dimensions, dimensions.count, true, $1) }
    }
    /// The Fourier transform of real numbers: `[…, n]` makes `[…, n / 2 + 1, 2]`, as the rest mirrors it. Of several
    /// dimensions the last one named is halved.
    public func realFFT(along dimensions: Int...) -> Tensor {
        operation("realFFT", self) { frugal_real_fft($0, dimensions, dimensions.count, $1) }
    }
    /// The inverse of ``realFFT(along:)``.
    /// - Parameter length: that of the last dimension named, which its transform cannot tell; nil for the even one.
    public func inverseRealFFT(along dimensions: Int..., length: Int? = nil) -> Tensor {
        operation("inverseRealFFT", self) {
            frugal_inverse_real_fft($0, dimensions, dimensions.count, length ?? -1, $1)
        }
    }

    /// ``fft(along:)`` of images `[…, h, w, 2]` along both sides.
    public func fft2() -> Tensor { fft(along: -2, -1) }
    /// The inverse of ``fft2()``.
    public func inverseFFT2() -> Tensor { inverseFFT(along: -2, -1) }
}
