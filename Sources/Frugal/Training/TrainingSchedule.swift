/// How long a candidate trains, and which learning rate each step has.
enum TrainingSchedule {
    /// So many steps, whatever the clock says; the clock only ends it.
    case steps(Int)
    /// As many steps as fit until the point `deadline` on the budget, at most `maximum`.
    case clock(maximum: Int)
}
