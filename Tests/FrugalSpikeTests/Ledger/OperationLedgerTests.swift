import FrugalSpike
import Testing

/// Networks that can be counted by hand.
@Suite struct OperationLedgerTests {
    @Test func theNetworkOfFigureSixCountsAsItsDashedLine() {
        #expect(OperationLedger.dense([784, 1200, 1200, 10]).operations == 2_392_800)
    }

    /// 3 spikes into 4 neurons, 2 of these into 5; one step, all neurons updated.
    @Test func aSmallSpikingNetworkIsCountedByHand() {
        let ledger = OperationLedger([
            .spiking("hidden", synapticAdditions: 12, neuronUpdates: 4),
            .spiking("output", synapticAdditions: 10, neuronUpdates: 5),
        ])
        #expect(ledger.operations == 22)
        #expect(ledger.total.weightAccesses == 22)
        #expect(ledger.total.membraneAccesses == 62)
        #expect((ledger + ledger).scaled(by: 0.5) == ledger)
    }

    /// A quarter of the operations: 20 times less by arithmetic, about 4 with the weights, hardly any with membranes far
    /// away.
    @Test func energyHasThreeColumns() {
        let ordinary = OperationLedger.dense([784, 1200, 1200, 10]).energy(.float32Large)
        let spiking = OperationLedger([.spiking("all", synapticAdditions: 598_200, neuronUpdates: 0)]).energy(
            .float32Large)
        #expect(abs(ordinary.compute - 11.007e-6) < 1e-9)
        #expect(abs(spiking.compute - 0.538e-6) < 1e-9)
        #expect(abs(spiking.withWeights - 60.36e-6) < 1e-8)
        #expect(abs(spiking.withState - 180.0e-6) < 1e-7)
    }
}
