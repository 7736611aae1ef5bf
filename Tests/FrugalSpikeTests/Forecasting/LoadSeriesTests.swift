import Foundation
import FrugalData
import FrugalTesting
import Testing

@testable import FrugalSpike

/// What a load series is read as, and what is refused by name.
@Suite struct LoadSeriesTests {
    private static let columns = LoadColumns(demand: "demand", temperature: "temperature")

    @Test func aSeriesIsReadAsItStands() throws {
        let series = try Self.read(Self.rows(100))
        #expect(series.count == 100 && series.step == 1800 && series.day == 48 && series.week == 336)
        #expect(series.demand[7] == 107 && series.temperature?[7] == 7)
        #expect(series.isMeasured.allSatisfy { $0 } && series.notes.isEmpty)
        #expect(CivilTime.text(utc: series.time(0)) == "2012-01-01T00:00:00Z")
        #expect(series.offsets.allSatisfy { $0 == 39_600 })
    }

    @Test func aPackedFileIsReadAsWell() throws {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv.gz")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(try Gzip.deflate(Array(Self.text(Self.rows(60)).utf8))).write(to: url)
        #expect(try LoadSeries.read(url.path, columns: Self.columns) == Self.named(url.path, Self.read(Self.rows(60))))
    }

    @Test func shortGapsAreFilledCountedAndNeverScored() throws {
        var rows = Self.rows(100)
        rows[20].demand = ""
        rows[30].temperature = "NaN"
        rows.removeSubrange(40..<43)
        let series = try Self.read(rows)
        #expect(series.count == 100)
        #expect(abs(series.demand[20] - 120) < 1e-9 && abs(series.demand[41] - 141) < 1e-9)
        #expect(series.isMeasured.indices.filter { !series.isMeasured[$0] } == [20, 40, 41, 42])
        #expect(abs((series.temperature?[30] ?? 0) - 30) < 1e-9)
        #expect(
            series.notes == [
                "3 periods have no row", "4 values of 'demand' were missing and filled by straight lines",
                "4 values of 'temperature' were missing and filled by straight lines",
            ])
    }

    @Test func rowsWithoutADemandAtTheEndAreTheFuture() throws {
        var rows = Self.rows(100)
        for row in 90..<100 { rows[row].demand = "" }
        let series = try Self.read(rows)
        #expect(series.count == 90 && series.temperature?.count == 100)
        #expect(series.notes.isEmpty)
    }

    /// Melbourne set its clocks back on 1 April 2012 at 16:00 UTC: 2:30 came twice, and the day had 50 half hours.
    @Test func whenClocksChangeTheSeriesRunsOn() throws {
        var rows: [Row] = []
        for period in 0..<240 {
            let utc = CivilTime.day(2012, 3, 30) * 86_400 + period * 1800
            let isSummer = utc < CivilTime.day(2012, 3, 31) * 86_400 + 16 * 3600
            let local = CivilTime.text(utc: utc + (isSummer ? 39_600 : 36_000)).dropLast()
            rows.append(Row(time: CivilTime.text(utc: utc), local: String(local)))
        }
        let series = try Self.read(rows)
        #expect(series.count == 240)
        let locals = (0..<240).map { Int((Double(series.localTime($0)) / 86_400).rounded(.down)) }
        #expect(locals.count { $0 == CivilTime.day(2012, 4, 1) } == 50)
    }

    /// What is broken, and what the error says.
    private static let faults: [(change: @Sendable (inout [Row]) -> Void, place: String, word: String)] = [
        ({ $0[5].demand = "many" }, "row 7, column 'demand'", "no number"),
        ({ $0[5].demand = "0" }, "row 7, column 'demand'", "per cent"),
        ({ $0[5].demand = "-3" }, "row 7, column 'demand'", "per cent"),
        ({ $0[0].demand = "" }, "row 2, column 'demand'", "first demand"),
        ({ $0[5].temperature = "warm" }, "row 7, column 'temperature'", "no number"),
        ({ $0[5].holiday = "2" }, "row 7, column 'holiday'", "holiday"),
        ({ $0[5].time = "yesterday" }, "row 7, column 'time_utc'", "no time"),
        ({ $0[5].time = "2012-02-30T00:00:00Z" }, "row 7, column 'time_utc'", "no time"),
        ({ $0[5].local = "2012-01-01T13:31:00+1100" }, "row 7, column 'time_local'", "zone"),
        ({ $0.swapAt(5, 6) }, "row 8, column 'time_utc'", "goes back"),
        ({ $0.insert($0[5], at: 5) }, "row 8, column 'time_utc'", "twice"),
        ({ $0.removeSubrange(40..<45) }, "row 41, column 'demand'", "at most 4 in a row"),
        ({ for row in 40..<53 { $0[row].temperature = "" } }, "row 41, column 'temperature'", "at most 12 in a row"),
    ]

    @Test(arguments: 0..<13)
    func aFaultIsNamedWithItsRow(number: Int) {
        let fault = Self.faults[number]
        var rows = Self.rows(100)
        fault.change(&rows)
        #expect {
            try Self.read(rows)
        } throws: { error in
            guard let error = error as? DataError else { return false }
            return error.place == fault.place && error.description.contains(fault.word) && error.remedy != nil
        }
    }

    @Test func aTimeOffTheGridIsRefused() {
        var rows = Self.rows(100)
        rows[5] = Row(time: "2012-01-01T02:40:00Z", local: "2012-01-01T13:40:00+1100")
        #expect(throws: DataError.self) { try Self.read(rows) }
    }

    @Test func aColumnThatIsNotThereIsNamed() {
        #expect {
            try Self.read(Self.rows(20), columns: LoadColumns(demand: "demand"))
        } throws: {
            "\($0)".contains("'temperature_c'") && "\($0)".contains("'temperature'")
        }
    }

    @Test func aSeriesMayBeWithoutTemperatureHolidaysAndLocalTime() throws {
        let columns = LoadColumns(localTime: nil, demand: "demand", temperature: nil, holiday: nil)
        let series = try Self.read(Self.rows(50), columns: columns)
        #expect(series.temperature == nil && series.isHoliday == Array(repeating: false, count: 50))
        #expect(series.offsets == Array(repeating: 0, count: 50))
    }

    @Test func damagedFilesNeverCrash() {
        let sample = Array(Self.text(Self.rows(60)).utf8)
        var refused = 0
        for bytes in Fuzzer(seed: 11).mutations(of: [sample], count: 400) {
            do {
                _ = try Self.read(bytes)
            } catch {
                refused += 1
                #expect(error is DataError, "\(error)")
            }
        }
        #expect(refused > 50)
    }

    @Test(arguments: [
        ("2012-01-31T13:30:00Z", 0), ("2012-01-31 13:30", nil), ("2012-01-31T13:30:00.25+11:00", 39_600),
        ("2012-01-31T13:30:00-0930", -34_200), ("2012-01-31T13:30+11", 39_600),
    ])
    func timesAreReadInTheirForms(text: String, offset: Int?) throws {
        let time = try #require(CivilTime(text))
        #expect(time.seconds == 1_328_016_600 && time.offset == offset)
    }

    @Test(arguments: ["", "2012", "2011-02-29T00:00", "2012-13-01T00:00", "2012-01-31T24:00", "2012-01-31T13:30Q"])
    func whatIsNoTimeIsNone(text: String) {
        #expect(CivilTime(text) == nil)
    }

    @Test func datesComeBackFromTheirDays() {
        for day in stride(from: -800_000, to: 800_000, by: 997) {
            let date = CivilTime.date(ofDay: day)
            #expect(CivilTime.day(date.year, date.month, date.day) == day)
        }
    }

    /// A row of the file.
    private struct Row {
        var time: String
        var local: String
        var demand = "100"
        var temperature = "20"
        var holiday = "0"
    }

    /// Half hours from 2012-01-01 on, eleven hours behind Melbourne, whose demand and temperature rise by one.
    private static func rows(_ count: Int) -> [Row] {
        (0..<count).map { period in
            let utc = CivilTime.day(2012, 1, 1) * 86_400 + period * 1800
            return Row(
                time: CivilTime.text(utc: utc), local: CivilTime.text(utc: utc + 39_600).dropLast() + "+1100",
                demand: "\(100 + period)", temperature: "\(period)")
        }
    }

    private static func text(_ rows: [Row]) -> String {
        "time_utc,time_local,demand,temperature,holiday\n"
            + rows.map { "\($0.time),\($0.local),\($0.demand),\($0.temperature),\($0.holiday)\n" }.joined()
    }

    private static func read(_ rows: [Row], columns: LoadColumns = Self.columns) throws -> LoadSeries {
        try read(Array(text(rows).utf8), columns: columns)
    }

    private static func read(_ bytes: [UInt8], columns: LoadColumns = Self.columns) throws -> LoadSeries {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: url) }
        try Data(bytes).write(to: url)
        return named("series", try LoadSeries.read(url.path, columns: columns))
    }

    private static func named(_ name: String, _ series: LoadSeries) -> LoadSeries {
        var series = series
        series.source = name
        return series
    }
}
