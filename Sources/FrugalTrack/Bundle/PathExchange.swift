import Foundation

/// Swaps two paths in one step.
enum PathExchange {
    /// Whether the two changed names. False where the system or the file system cannot, and then nothing has changed.
    static func swap(_ one: String, _ other: String) -> Bool {
        #if canImport(Darwin)
            return renamex_np(one, other, UInt32(RENAME_SWAP)) == 0
        #else
            // glibc declares renameat2 only for C sources that ask for GNU extensions, so that it is looked up by name.
            typealias Function =
                @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
            guard let symbol = dlsym(nil, "renameat2") else { return false }
            let exchange: UInt32 = 2
            return unsafeBitCast(symbol, to: Function.self)(AT_FDCWD, one, AT_FDCWD, other, exchange) == 0
        #endif
    }
}
