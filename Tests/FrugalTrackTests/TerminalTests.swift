import Testing

@testable import FrugalTrack

@Suite struct TerminalTests {
    private func terminal(_ environment: [String: String], isTerminal: Bool = true) -> Terminal {
        Terminal(environment: environment, isTerminal: isTerminal, width: 100) { _ in }
    }

    @Test func abilitiesFollowTheEnvironment() {
        #expect(terminal([:]).isInteractive)
        #expect(terminal([:]).usesColour)
        #expect(terminal([:]).columns == 100)
        #expect(!terminal([:], isTerminal: false).isInteractive)
        #expect(!terminal([:], isTerminal: false).usesColour)
        #expect(!terminal(["TERM": "dumb"]).isInteractive)
        #expect(!terminal(["NO_COLOR": "1"]).usesColour)
        #expect(terminal(["NO_COLOR": ""]).usesColour)
        #expect(terminal(["COLUMNS": "60"]).columns == 60)
        #expect(terminal(["COLUMNS": "-4"]).columns == 100)
        #expect(terminal(["COLUMNS": "99999999999999999999"]).columns == 100)
        #expect(!terminal(["LC_ALL": "ko_KR.EUC-KR"]).usesUnicode)
        #expect(terminal(["LANG": "ko_KR.UTF-8"]).usesUnicode)
    }
}

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("abc", 3), ("고양이", 6), ("猫", 2), ("🐦", 2), ("👩‍🔬", 2), ("🇰🇷", 2), ("e\u{301}", 1), ("", 0), ("ﾊ", 1), ("—", 1),
        ("❤️", 2), ("👍🏽", 2), ("한\u{AD6D}", 4),
    ])
    func widths(text: String, width: Int) { #expect(DisplayWidth.of(text) == width) }

    @Test func cutsAtWholeCharacters() {
        #expect(DisplayWidth.truncated("고양이", to: 6) == "고양이")
        #expect(DisplayWidth.truncated("고양이", to: 5) == "고양…")
        #expect(DisplayWidth.truncated("고양이", to: 4) == "고…")
        #expect(DisplayWidth.truncated("abc", to: 0) == "")
        #expect(DisplayWidth.padded("고", to: 4, alignedRight: true) == "  고")
    }

    @Test func controlCharactersCannotSteerTheTerminal() {
        #expect(DisplayWidth.sanitised("a\u{1B}[31m\nb\u{202E}") == "a\u{FFFD}[31m\u{FFFD}b\u{FFFD}")
        #expect(DisplayWidth.sanitised("👩‍🔬 새") == "👩‍🔬 새")
    }
}

@Suite struct TextTableTests {
    private let table = TextTable(
        header: ["model", "accuracy", "parameters"],
        rows: [["logistic regression", "94.1 %", "650"], ["고양이 🐦", "98.3 %", "1.2 M"], ["x"]])

    @Test func alignsNumbersAtTheRight() {
        #expect(
            table.text() == """
                model                accuracy  parameters
                ───────────────────  ────────  ──────────
                logistic regression    94.1 %         650
                고양이 🐦              98.3 %       1.2 M
                x

                """)
    }

    @Test func textGivesWayToTheWidth() {
        let lines = table.lines(width: 36)
        #expect(lines[2] == "logistic regr…    94.1 %         650")
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 36 })
    }

    @Test(arguments: [
        ("1.2 M", true), ("±0.3", true), ("98.3 %", true), ("0.91 ± 0.02", true), ("2 min 05 s", true), ("nan", true),
        ("3 layers of convolution and more", false), ("abc", false), ("", false), ("2nd", false), ("2026-01-01", true),
    ])
    func numbers(cell: String, isNumber: Bool) { #expect(TextTable.isNumber(cell) == isNumber) }

    @Test func emptyTablesAndOddRows() {
        #expect(TextTable(header: []).text() == "\n\n")
        #expect(TextTable(header: ["a"], rows: [["1", "2"], []]).lines() == ["a", "─", "1", ""])
    }
}

@Suite struct SparklineTests {
    @Test func blocksFollowTheValues() {
        #expect(Sparkline.text([0, 1, 2, 3, 4, 5, 6, 7]) == "▁▂▃▄▅▆▇█")
        #expect(Sparkline.text([1, .nan, 1]) == "▅ ▅")
        #expect(Sparkline.text([]) == "")
        #expect(Sparkline.text([.nan]) == " ")
        #expect(Sparkline.text([-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude]) == "▁█")
        #expect(Sparkline.text((0..<1000).map(Double.init), width: 8) == "▁▂▃▄▅▆▇█")
    }
}

@Suite struct ProgressBarTests {
    private func bar(
        _ transcript: Transcript, _ clock: HandClock, total: Int?, isInteractive: Bool = true, columns: Int = 80,
        usesColour: Bool = false
    ) -> ProgressBar {
        let terminal = Terminal(
            isInteractive: isInteractive, columns: columns, usesColour: usesColour, write: transcript.write)
        return ProgressBar("training", total: total, on: terminal, clock: clock.read)
    }

    @Test func drawsShareTimeLeftRateAndBest() {
        let (transcript, clock) = (Transcript(), HandClock())
        let bar = bar(transcript, clock, total: 200)
        clock.pass(10)
        bar.advance(by: 50, best: "97.1 %")
        #expect(
            transcript.text
                == "\rtraining  ━━━━━━━───────────────────────   25 %  left 30.0 s  5/s  best 97.1 %\u{1B}[K")
    }

    @Test func redrawsAtMostOnceAnInterval() {
        let (transcript, clock) = (Transcript(), HandClock())
        let bar = bar(transcript, clock, total: 1000)
        for _ in 0..<1000 {
            clock.pass(0.001)
            bar.advance()
        }
        let draws = transcript.text.split(separator: "\r").count
        #expect((9...11).contains(draws))
    }

    @Test func oneLineWhereNobodyLooksOn() {
        let (transcript, clock) = (Transcript(), HandClock())
        let bar = bar(transcript, clock, total: 100, isInteractive: false)
        for _ in 0..<100 {
            clock.pass(0.5)
            bar.advance(best: "\u{1B}[2Jx")
        }
        #expect(transcript.text == "")
        bar.finish()
        bar.finish()
        #expect(transcript.text == "training: 100 in 50.0 s, 2/s, best \u{FFFD}[2Jx\n")
    }

    @Test func anUnfinishedOrUnknownAmountIsSaid() {
        let (transcript, clock) = (Transcript(), HandClock())
        let known = bar(transcript, clock, total: 10, isInteractive: false)
        let unknown = bar(transcript, clock, total: nil, isInteractive: false)
        clock.pass(2)
        known.advance(by: 4)
        unknown.advance(by: 3000)
        known.finish()
        unknown.finish()
        #expect(transcript.text == "training: 4 of 10 in 2.0 s, 2/s\ntraining: 3,000 in 2.0 s, 1500/s\n")
    }

    @Test(arguments: [20, 30, 40, 79, 200])
    func neverFillsTheLastColumn(columns: Int) {
        for usesColour in [false, true] {
            let (transcript, clock) = (Transcript(), HandClock())
            let bar = bar(transcript, clock, total: 7, columns: columns, usesColour: usesColour)
            for _ in 0..<9 {
                clock.pass(1)
                bar.advance(best: "고양이 0.973")
            }
            let plain = ["\u{1B}[2m", "\u{1B}[22m", "\u{1B}[K"].reduce(transcript.text) {
                $0.split(separator: $1, omittingEmptySubsequences: false).joined()
            }
            let lines = plain.split(separator: "\r")
            #expect(!lines.isEmpty && lines.allSatisfy { DisplayWidth.of(String($0)) < columns })
        }
    }

    @Test func extremeAmountsDoNotTrap() {
        let (transcript, clock) = (Transcript(), HandClock())
        let bar = bar(transcript, clock, total: 0)
        bar.advance(by: .max)
        bar.advance(by: .max)
        clock.pass(1)
        bar.advance(by: .min)
        bar.finish()
        #expect(transcript.text.hasSuffix("\n"))
    }
}
