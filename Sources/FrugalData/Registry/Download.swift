/// One file to be fetched with curl, which every system has and which knows proxies, certificates and retries.
struct Download {
    /// The address; also `file://`.
    let url: String
    /// The path that the finished file will have; the download lies beside it.
    let target: String
    /// The size that the file must have.
    let bytes: Int
    /// The checksum that the file must have.
    let sha256: String

    /// Fetches the file, or the rest of it, and gives back the path of the finished and checked `.partial` file.
    ///
    /// - Throws: `DataError`: `.notFound` when the address cannot be had, `.checksum` when other bytes arrived, `.io`
    ///   when they cannot be kept.
    func run() throws -> String {
        let partial = target + ".partial"
        var isResumed = false
        if let size = FileFacts.size(of: partial) {
            if size >= bytes, try !isRight(partial) { FileFacts.remove(partial) }
            isResumed = FileFacts.size(of: partial) != nil
        }
        if try !isRight(partial) { try transfer(to: partial) }
        if try isRight(partial) { return partial }
        FileFacts.remove(partial)
        // The part that was there may have been of another file: once more, from the start.
        if isResumed {
            try transfer(to: partial)
            if try isRight(partial) { return partial }
            FileFacts.remove(partial)
        }
        throw DataError(
            .checksum, "\(url) gave other bytes than expected (SHA-256 should be \(sha256.prefix(12))…)",
            remedy: "Try again later, or name another source with FRUGAL_MIRROR")
    }

    private func isRight(_ path: String) throws -> Bool {
        guard FileFacts.size(of: path) == bytes else { return false }
        return try SHA256.hex(ofFile: path) == sha256
    }

    private func transfer(to partial: String) throws {
        let result = try Command.run(
            "curl",
            [
                "--fail", "--location", "--silent", "--show-error", "--continue-at", "-", "--retry", "2",
                "--connect-timeout", "20", "--max-filesize", String(bytes), "--proto", "=https,http,file",
                "--output", partial, "--", url,
            ],
            remedy: "Install it (apt-get install curl), or fetch \(url) to \(target) yourself")
        switch result.status {
        case 0: return
        case 23:
            throw DataError(
                .io, file: partial, "the download could not be written", remedy: "Make room or choose FRUGAL_CACHE")
        case 33, 63:  // the server cannot continue, or offers a larger file: the check of the sum decides
            FileFacts.remove(partial)
            return
        default:
            let reason =
                result.said.split(separator: "\n").last.map(String.init) ?? "curl ended with \(result.status)"
            throw DataError(.notFound, "\(url) cannot be fetched (\(reason))")
        }
    }
}
