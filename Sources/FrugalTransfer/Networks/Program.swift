/// A plan with numbers in place of names: what a pass follows without looking anything up.
///
/// Slot 0 is the input, slot `k + 1` what step `k` gives.
struct Program: Sendable {
    /// A step.
    struct Instruction: Sendable {
        let operation: NetworkStep.Operation
        /// Slots that are read.
        let inputs: [Int]
        /// Places among the learned and the kept tensors.
        let learned: [Int]
        let kept: [Int]
        /// Slots that no later step reads.
        var lastUses: [Int] = []
    }

    let learnedNames: [String]
    let keptNames: [String]
    private(set) var instructions: [Instruction]

    /// The program of a plan that was checked.
    init(_ plan: NetworkPlan) {
        learnedNames = plan.learnedNames
        keptNames = plan.keptNames
        let learned = Dictionary(uniqueKeysWithValues: learnedNames.enumerated().map { ($1, $0) })
        let kept = Dictionary(uniqueKeysWithValues: keptNames.enumerated().map { ($1, $0) })
        var slots = [NetworkPlan.input: 0]
        for (place, step) in plan.steps.enumerated() { slots[step.output] = place + 1 }
        instructions = plan.steps.map { step in
            let names = step.tensorNames
            return Instruction(
                operation: step.operation, inputs: step.inputs.compactMap { slots[$0] },
                learned: names.learned.compactMap { learned[$0] }, kept: names.kept.compactMap { kept[$0] })
        }
        var seen: Set<Int> = []
        for place in instructions.indices.reversed() {
            instructions[place].lastUses = instructions[place].inputs.filter { seen.insert($0).inserted }
        }
    }
}
