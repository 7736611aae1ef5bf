import CFrugalCodecs

extension ImageFolder {
    /// What the headers of the pictures say.
    public struct Survey: Sendable {
        /// The sizes that occur and how often, the commonest first.
        public let sizes: [(size: PictureSize, count: Int)]
        /// 1 if every picture is gray, 3 otherwise.
        public let channels: Int
        /// The files whose headers cannot be read.
        public let failures: [DataError]
    }

    /// Reads the headers of all pictures, to choose a size before anything is decoded.
    public func survey(threads: Int? = nil) -> Survey {
        let threads = threadCount(threads, for: files.count)
        let shares = onThreads(threads) { thread in
            var share = HeaderShare()
            for index in stride(from: thread, to: files.count, by: threads) { share.add(files[index].path, index) }
            frugal_free(share.contents.bytes)
            return share.findings
        }
        let counts = shares.reduce(into: [:]) { $0.merge($1.counts, uniquingKeysWith: +) }
        let failures = shares.flatMap(\.failures).sorted { $0.index < $1.index }
        return Survey(
            sizes: counts.map { (size: $0.key, count: $0.value) }.sorted {
                ($1.count, $0.size.height, $0.size.width) < ($0.count, $1.size.height, $1.size.width)
            },
            channels: shares.contains { $0.colour } ? 3 : 1, failures: failures.map(\.error))
    }
}

/// The headers one thread has read.
private struct HeaderShare {
    struct Findings: Sendable {
        var counts: [PictureSize: Int] = [:]
        var colour = false
        var failures: [(index: Int, error: DataError)] = []
    }

    var contents = frugal_buffer()
    var findings = Findings()

    mutating func add(_ path: String, _ index: Int) {
        do {
            var info = frugal_picture_info()
            try namingFile(path) {
                try callCodec { frugal_file_read(path, DataFile.defaultLimit, &contents, $0) }
                try callCodec { frugal_picture_inspect(contents.bytes, contents.count, &info, $0) }
            }
            findings.counts[PictureSize(height: Int(info.height), width: Int(info.width)), default: 0] += 1
            findings.colour = findings.colour || info.channels == 3
        } catch {
            findings.failures.append((index, error as? DataError ?? DataError(.io, file: path, "\(error)")))
        }
    }
}
