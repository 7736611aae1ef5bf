extension Registry {
    /// Finds the files of a set, downloading into the cache what is not on this machine.
    ///
    /// A download goes to `FILE.partial`, is taken up where it broke off, and gets its name only once its SHA-256 fits.
    ///
    /// - Parameters:
    ///   - files: the files wanted; nil for all.
    ///   - report: told in a line what is being fetched and from where.
    /// - Throws: `DataError`: a damaged file outside the cache, an address that cannot be reached, a wrong checksum.
    @discardableResult
    public func get(
        _ name: String, files: [String]? = nil, report: (String) -> Void = { _ in }
    ) throws -> Located {
        let set = try self.set(named: name)
        let wanted = try wanted(files, of: set)
        try removeDamaged(wanted, of: set)
        for file in wanted where try find(file, of: set, checking: false) == nil {
            try fetch(file, of: set, report: report)
        }
        return try locate(name, files: files)
    }

    /// Copies in the cache that are not what they should be are only in the way; those in other folders are the user's.
    private func removeDamaged(_ files: [DataSet.File], of set: DataSet) throws {
        for file in files {
            let path = "\(cache)/\(set.name)/\(file.name)"
            guard let size = FileFacts.size(of: path) else { continue }
            if try fault(of: path, size: size, file: file, checking: true) != nil { FileFacts.remove(path) }
        }
    }

    private func fetch(_ file: DataSet.File, of set: DataSet, report: (String) -> Void) throws {
        let folder = "\(cache)/\(set.name)"
        let target = "\(folder)/\(file.name)"
        let addresses = [mirror.map { "\($0)/\(set.name)/\(file.name)" }, file.url].compactMap { $0 }
        var faults: [String] = []
        if !addresses.isEmpty { try FileFacts.makeFolder(folder) }
        for address in addresses {
            report("\(set.name)/\(file.name): \(file.bytes) bytes from \(address)")
            do {
                let partial = try Download(url: address, target: target, bytes: file.bytes, sha256: file.sha256).run()
                return try FileFacts.move(partial, to: target)
            } catch let error as DataError where error.code != .io {
                faults.append("\(error)")
            }
        }
        if let archive = set.archive {
            report("\(set.name): \(archive.bytes) bytes from \(archive.url)")
            do {
                return try Unpacking(set: set, archive: archive, folder: folder).run()
            } catch let error as DataError where error.code != .io {
                faults.append("\(error)")
            }
        }
        do {
            _ = try locate(set.name, files: [file.name], checking: false)
        } catch var error as DataError {
            if !faults.isEmpty { error.reason += ". Fetching it failed: " + faults.joined(separator: " ") }
            while error.reason.hasSuffix(".") { error.reason.removeLast() }
            throw error
        }
    }
}
