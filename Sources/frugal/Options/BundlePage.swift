import Foundation

/// Where a page about a bundle is written unless a person says where.
enum BundlePage {
    /// Beside the bundle, after its name: `photos-probe.html` for a probe of `photos.frugal`.
    static func path(of bundle: String, _ kind: String) -> String {
        let url = URL(fileURLWithPath: bundle)
        let name = url.deletingPathExtension().lastPathComponent
        return url.deletingLastPathComponent().appendingPathComponent("\(name)-\(kind).html").path
    }
}
