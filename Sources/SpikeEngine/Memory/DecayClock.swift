/// Many quantities that decay at the same rate, without touching any of them: each is stored divided by a factor that
/// they have in common, and only the factor decays.
///
/// Traces, raised thresholds and eligibilities all are such quantities. What a stored number means does not depend on
/// when it was last looked at, so whatever is skipped, the bits are the same. Before the factor gets too small the
/// stored numbers are multiplied by it and it is one again; that happens at steps that the decay alone decides.
struct DecayClock: Sendable {
    /// The factor, one number of the state.
    let factor: Region<Double>
    /// What the factor is multiplied by in a step.
    let decay: Double
    /// The stored numbers.
    let stored: Region<Float>

    /// Below this the stored numbers are written anew.
    private static let smallest = 0x1p-20

    /// A clock over some stored numbers; `timeConstant` in the unit of `timeStep`, nil for what never decays.
    init(_ stored: Region<Float>, timeConstant: Double?, timeStep: Double, in layout: inout Layout) {
        self.stored = stored
        decay = timeConstant.map { exponential(-timeStep / $0) } ?? 1
        factor = layout.fill(1.0, 1)
    }

    /// The factor now, in single precision.
    @inline(__always)
    func now(in state: UnsafeMutableRawPointer) -> Float { Float(factor.start(in: state).pointee) }

    /// Goes on by a step.
    @inline(__always)
    func advance(in state: UnsafeMutableRawPointer) {
        let factor = factor.start(in: state)
        factor.pointee *= decay
        if factor.pointee < Self.smallest { renew(in: state) }
    }

    /// Multiplies the stored numbers by the factor, which becomes one.
    private func renew(in state: UnsafeMutableRawPointer) {
        let factor = factor.start(in: state)
        let stored = self.stored.start(in: state)
        let scale = Float(factor.pointee)
        for index in 0..<self.stored.count {
            let value = stored[index] * scale
            // Numbers this small would soon be subnormal, which is slow, and no reader hears them.
            stored[index] = value.magnitude < 0x1p-100 ? 0 : value
        }
        factor.pointee = 1
    }
}

/// A stored quantity times its factor, or zero once it is fainter than single precision can add to one.
///
/// Every reader asks through this function, so a quantity ends at a value and not when somebody clears it.
@inline(__always)
func audible(_ stored: Float, _ factor: Float) -> Float {
    let value = stored * factor
    return value.magnitude < faintest ? 0 : value
}

/// What is smaller counts as nothing: the sixty-millionth part of a fresh trace.
let faintest: Float = 0x1p-26
