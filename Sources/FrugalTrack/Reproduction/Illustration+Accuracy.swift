extension Illustration {
    /// What was right after each lesson, in whole percents: a row a lesson, a column a task.
    /// - Parameter columns: what a task is: "context", "digit".
    public static func matrix(_ title: String, columns: String, accuracy: AccuracyMatrix) -> Illustration {
        .matrix(
            title, columns: columns, rows: "after lesson",
            series: accuracy.rows.enumerated().map { lesson, row in
                Series("\(lesson)", x: row.indices.map(Double.init), y: row.map { (100 * $0).rounded() })
            })
    }
}
