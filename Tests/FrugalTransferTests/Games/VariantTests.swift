import Testing

@testable import FrugalTransfer

@Suite("Variants")
struct VariantTests {
    @Test("Brightness multiplies, adds and clips, by hand")
    func arithmetic() throws {
        let shifts: [(GameVariant, [Float])] = [
            (GameVariant(brightnessShift: 0.05), [0.05, 0.3 + 0.05, 0.65, 1]),
            (GameVariant(brightnessShift: 0.5), [0.5, 0.8, 1, 1]),
            (GameVariant(brightnessShift: -0.5), [0, 0, 0.6 - 0.5, 0.5]),
            (GameVariant(brightnessFactor: 1.2), [0, 0.36, 0.72, 1]),
            (GameVariant(brightnessShift: 0.25, brightnessFactor: 0.5), [0.25, 0.4, 0.55, 0.75]),
        ]
        for (variant, expected) in shifts {
            for (intensity, value) in zip([0, 0.3, 0.6, 1] as [Float], expected) {
                #expect(abs(variant.shade(intensity) - value) < 1e-6)
            }
        }
    }

    @Test("Brightness acts on pixels as on the finished picture, and on nothing else", arguments: GameName.allCases)
    func brightness(name: GameName) throws {
        for (shift, factor) in [(0.1, 1), (0.5, 1), (-0.3, 1), (0, 1.2), (0.2, 0.5)] as [(Float, Float)] {
            let variant = GameVariant(brightnessShift: shift, brightnessFactor: factor)
            try compare(name.gameType, variant) { bright, standard in
                #expect(try features(of: bright) == features(of: standard))
                let expected = try picture(of: standard).map { min(max($0 * factor + shift, 0), 1) }
                #expect(try picture(of: bright) == expected)
            }
        }
    }

    /// Plays a variant and the standard game side by side, with the same seed and actions and the same outcomes.
    private func compare<Player: Game>(
        _ type: Player.Type, _ variant: GameVariant, check: (Player, Player) throws -> Void
    ) throws {
        var changed = try Player(variant: variant, seed: 5)
        var standard = try Player(seed: 5)
        for action in randomActions(40, seed: 9) {
            try check(changed, standard)
            #expect(changed.step(action) == standard.step(action))
        }
    }

    @Test("Offset and wall change the picture of the beginning in their own pixels only")
    func places() throws {
        let standard = try picture(of: Breakout(seed: 8))
        let raised = try picture(of: Breakout(variant: GameVariant(paddleOffset: 4), seed: 8))
        let walled = try picture(of: Breakout(variant: GameVariant(hasMiddleWall: true), seed: 8))
        for row in 0..<40 {
            for column in 0..<40 {
                let pixel = row * 40 + column
                let isPaddle = [32, 33, 36, 37].contains(row) && (16..<24).contains(column)
                #expect((raised[pixel] != standard[pixel]) == isPaddle)
                let isWall = (23...24).contains(row) && (14..<26).contains(column)
                #expect((walled[pixel] != standard[pixel]) == isWall)
                if isWall { #expect(walled[pixel] == 0.7) }
            }
        }
        let fruit = try picture(of: Catch(seed: 8))
        let raisedFruit = try picture(of: Catch(variant: GameVariant(paddleOffset: 8), seed: 8))
        #expect(zip(fruit, raisedFruit).filter(!=).count == 32)
        let pong = try picture(of: Pong(seed: 8))
        let offsetPong = try picture(of: Pong(variant: GameVariant(paddleOffset: 1), seed: 8))
        #expect(zip(pong, offsetPong).filter(!=).count == 16)
    }

    @Test("Speed leaves the beginning as it is and moves the world on sooner", arguments: GameName.allCases)
    func speed(name: GameName) throws {
        try compareSpeed(name.gameType)
    }

    private func compareSpeed<Player: Game>(_ type: Player.Type) throws {
        var fast = try Player(variant: GameVariant(speed: 2), seed: 5)
        var standard = try Player(seed: 5)
        #expect(try picture(of: fast) == picture(of: standard))
        for _ in 0..<12 {
            _ = fast.step(.stay)
            _ = standard.step(.stay)
        }
        #expect(try picture(of: fast) != picture(of: standard))
    }

    @Test("Ticks follow the speed without loss")
    func pace() {
        for (speed, ticks) in [(0.5, 1_000), (1, 2_000), (1.1, 2_200), (1.33, 2_660), (2, 4_000)] {
            var pace = Pace(GameVariant(speed: speed))
            #expect((0..<1_000).reduce(0) { sum, _ in sum + pace.ticks(standard: 2) } == ticks)
        }
    }

    @Test("An option that a game does not have is refused with the games that have it")
    func refused() throws {
        let cases: [(GameName, GameVariant, String)] = [
            (
                .catch, GameVariant(hasMiddleWall: true),
                "catch: it does not have the option middleWall; leave it at its standard, or play breakout."
            ),
            (
                .freeway, GameVariant(paddleOffset: 2),
                "freeway: it does not have the option paddleOffset; leave it at its standard, "
                    + "or play breakout, catch, pong."
            ),
            (
                .breakout, GameVariant(paddleOffset: 9),
                "breakout: paddleOffset is 9.0; give a number from 0.0 to 8.0."
            ),
            (.pong, GameVariant(speed: 2.5), "pong: speed is 2.5; give a number from 0.5 to 2.0."),
            (
                .invaders, GameVariant(brightnessFactor: -1),
                "invaders: brightnessFactor is -1.0; give a number from 0.0 to 10.0."
            ),
        ]
        for (name, variant, message) in cases {
            let error = #expect(throws: GameError.self) { _ = try name.makeGame(variant: variant, seed: 1) }
            #expect(error?.description == message)
        }
        for variant in [
            GameVariant(brightnessShift: .nan), GameVariant(brightnessFactor: .infinity), GameVariant(speed: .nan),
            GameVariant(speed: 0), GameVariant(paddleOffset: -1),
        ] {
            #expect(throws: GameError.self) { _ = try Breakout(variant: variant, seed: 1) }
            #expect(throws: GameError.self) { _ = try GameName.breakout.makeGames(count: 2, variant: variant, seed: 1) }
        }
    }

    @Test("Every game honours exactly what it lists", arguments: GameName.allCases)
    func options(name: GameName) throws {
        let variants: [GameVariant.Option: GameVariant] = [
            .paddleOffset: GameVariant(paddleOffset: 2), .middleWall: GameVariant(hasMiddleWall: true),
            .brightness: GameVariant(brightnessShift: 0.1), .speed: GameVariant(speed: 1.2),
        ]
        for option in GameVariant.Option.allCases {
            let variant = try #require(variants[option])
            #expect(variant.changes == [option])
            let isHonoured = (try? name.makeGame(variant: variant, seed: 1)) != nil
            #expect(isHonoured == name.gameType.options.contains(option))
        }
        #expect(GameVariant.standard.changes.isEmpty)
    }
}
