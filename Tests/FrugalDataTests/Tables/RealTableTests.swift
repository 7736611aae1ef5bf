import Testing

@testable import FrugalData

@Suite("Real tables", .enabled(if: realData != nil, "needs FRUGAL_DATA"))
struct RealTableTests {
    @Test("Electricity: 52,608 half hours and the published extremes")
    func electricity() throws {
        let path = try Registry(dataFolder: realData, environment: [:]).locate("vic_elec").path(of: "vic_elec.csv.gz")
        let table = try Table.read(csv: path)
        #expect(table.rowCount == 52_608)
        #expect(table.columns.map(\.kind) == [.dateTime, .dateTime, .numeric, .numeric, .numeric])
        let temperature = try table.column(named: "temperature_c")
        let values = (0..<table.rowCount).compactMap { temperature.number(at: $0) }
        #expect(values.count == 52_608 && values.min() == 1.5 && values.max() == 43.2)
        #expect(abs(values.reduce(0, +) / 52_608 - 16.27) < 0.01)
        do {
            _ = try table.classTarget("demand_mwh")
            Issue.record("an amount was taken for classes")
        } catch { #expect("\(error)".contains("predicts classes only")) }
    }
}
