import ArgumentParser
import Frugal

/// What `frugal fit` and `frugal transfer` have in common: where the bundle goes, what an earlier run left, broken files.
struct FittingOptions: ParsableArguments {
    @Option(help: "The bundle to write; NAME.frugal by default, after DATA.", completion: .file())
    var out: String?

    @Flag(help: "Begin anew where an earlier run left its folder.")
    var fresh = false

    @Flag(help: "Leave broken files out, and list them, instead of refusing the data.")
    var skipBroken = false

    @OptionGroup var common: CommonOptions
    @OptionGroup var folders: DataOptions

    /// Runs a fit by a recipe, on the device and the threads that were asked for.
    func run(_ data: String, test: String?, _ recipe: FitRecipe) throws {
        _ = try common.apply()
        var recipe = recipe
        recipe.device = common.device
        recipe.threads = common.threads
        let fit = Fit(
            data: try DataPath.resolve(data, options: folders), bundle: FitRun.bundlePath(out, for: data),
            recipe: recipe, test: try test.map { try DataPath.resolve($0, options: folders) },
            command: ShellWords.thisCommand, skipsBroken: skipBroken, startsAfresh: fresh)
        try FitRun(fit, common).run()
    }
}
