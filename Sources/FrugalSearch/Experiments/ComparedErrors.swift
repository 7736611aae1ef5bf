import FrugalTrack

extension Comparison.Verdict {
    /// What is said of an error, or of a perplexity, beside another. Ties are called ties.
    var ofErrors: String {
        switch self {
        case .higher: "worse by two standard errors or more"
        case .lower: "better by two standard errors or more"
        case .tie: "a tie: under two standard errors"
        case .unknown: "too few seeds to tell"
        }
    }
}
