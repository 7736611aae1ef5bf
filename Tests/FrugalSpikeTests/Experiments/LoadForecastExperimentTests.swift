import Foundation
import FrugalData
import FrugalTrack
import Testing

@testable import FrugalSpike

/// The experiment's parts; its whole run takes minutes.
@Suite struct LoadForecastExperimentTests {
    @Test func itIsListed() {
        #expect(SpikeExperiments.all.contains { $0.id == "load-forecast" })
        #expect(LoadForecastExperiment().seedCount(.quick) >= 3)
    }

    @Test func itsRecipeCanBeWrittenAndReadBack() throws {
        let value = try LoadForecastExperiment().recipe(.quick)
        #expect(value["dayAhead"]?["spiking"] != nil)
    }

    /// Counts and extremes as the set's description gives them.
    @Test(.enabled(if: (try? Registry().locate("electricity")) != nil, "needs the data set electricity"))
    func theVictorianSeriesIsWhatItIsSaidToBe() throws {
        let path = try Registry().locate("electricity").path(of: "vic_elec.csv.gz")
        let series = try LoadSeries.read(path)
        #expect(series.count == 52_608 && series.notes.isEmpty)
        #expect(CivilTime.text(utc: series.time(0)) == "2011-12-31T13:00:00Z")
        #expect(abs((series.demand.min() ?? 0) - 2857.9) < 0.1 && abs((series.demand.max() ?? 0) - 9345.0) < 0.1)
        #expect(series.temperature?.min() == 1.5 && series.temperature?.max() == 43.2)
        #expect(series.isHoliday.count { $0 } > 31 * 47)
        #expect(Set(series.offsets) == [36_000, 39_600])
    }
}
