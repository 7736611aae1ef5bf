import ArgumentParser
import Foundation
import Frugal
import FrugalSearch
import FrugalTrack

/// `frugal search report`: the page of a finished search, written anew.
struct SearchReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report", abstract: "Write the page of a finished search.")

    @Argument(help: "The folder of the search, NAME.frugal.search.", completion: .directory)
    var folder: String

    @Option(help: "The file to write.", completion: .file())
    var out = "search.html"

    func run() throws {
        let overview = try SearchOverview(folder)
        guard let result = overview.result else {
            throw FrugalError(
                .usage, folder, "this search is not finished", remedy: "go on with 'frugal search resume \(folder)'")
        }
        try result.page(title: "A network found for \(overview.search.data)")
            .write(to: URL(fileURLWithPath: out))
        Output.result(out)
    }
}
