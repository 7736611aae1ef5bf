import FrugalTensor

extension Module {
    /// Takes over a state, each tensor in the memory layout that the module gave it: files know rows only, and the layout
    /// decides which kernels run, and so the last bits.
    /// - Throws: ``StateError`` as ``load(_:strict:)`` does.
    public mutating func load(laidOut state: StateDictionary) throws {
        var layouts: [Bool] = []
        forEachTensor { _, _, tensor in layouts.append(tensor.rank == 4 && tensor.isChannelsLast) }
        try load(state)
        var rest = layouts.makeIterator()
        forEachTensor { _, _, tensor in
            if rest.next() == true { tensor = tensor.channelsLast() }
        }
    }
}
