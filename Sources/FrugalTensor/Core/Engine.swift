import CFrugalTorch

/// What runs the operations: libtorch, its threads and its memory.
public enum Engine {
    /// Installs the memory allocator. Every way to make a tensor calls it first.
    @inline(__always)
    public static func start() { _ = started }

    private static let started: Void = frugal_start()

    /// The version of libtorch, such as `2.13.0`.
    public static var version: String { String(cString: frugal_version()) }

    /// How libtorch was built: compiler, instruction sets, libraries.
    public static var build: String { String(cString: frugal_build()) }

    /// The number of threads that one operation may use.
    public static var threads: Int {
        get { frugal_thread_count() }
        set { frugal_set_thread_count(newValue) }
    }

    /// The kernels that multiply float32 matrices.
    public enum MatrixKernels: Int32, Sendable {
        /// The library's default: MKL.
        case mkl = 0
        /// oneDNN, where a check has shown that it is as precise and faster.
        case oneDNN = 1
    }

    /// The kernels in use: chosen by measurement at the first large product, or set by hand for a benchmark.
    public static var matrixKernels: MatrixKernels {
        get {
            start()
            return MatrixKernels(rawValue: frugal_matrix_kernels()) ?? .mkl
        }
        set {
            start()
            frugal_set_matrix_kernels(newValue.rawValue)
        }
    }
}

extension Engine {
    /// The memory that tensors on the processor take, in bytes.
    public enum Memory {
        /// Held by tensors now.
        public static var inUse: Int { frugal_memory_in_use() }
        /// The most that tensors held at once since ``resetPeak()``.
        public static var peak: Int { frugal_memory_peak() }
        /// Kept in the process for the next tensors.
        public static var cached: Int { frugal_memory_cached() }
        /// Starts a new measurement of ``peak``.
        public static func resetPeak() { frugal_memory_reset_peak() }
        /// Gives what is not in use back to the system.
        public static func trim() { frugal_memory_trim() }
        /// Makes allocations fail with an error, instead of the system ending the process, once tensors would hold
        /// more than this. Nil removes the limit.
        public static func setLimit(_ bytes: Int?) { frugal_memory_set_limit(bytes ?? 0) }
    }
}
