// Written by reference/make_references.py with torchvision 0.28.0+cu130.

/// What a network answers: the first scores, and mean and norm of all.
struct TorchvisionReference {
    let name: String
    let parameters: Int
    let first: [Double]
    let mean: Double
    let norm: Double
}

let torchvisionReferences = [
    TorchvisionReference(
        name: "alexnet", parameters: 61_100_840,
        first: [
            5.54105049, -5.26657496, -2.514948, 2.48455253,
            -8.35185417, 0.27529325, -5.20024224, 9.1665113,
        ],
        mean: -0.0375551365, norm: 139.06778),
    TorchvisionReference(
        name: "squeezenet1_1", parameters: 1_235_496,
        first: [
            0, 0.214495819, 0.130377387, 0.309844461,
            0.348913026, 2.53057112, 0.00105454938, 0.107876806,
        ],
        mean: 0.666731699, norm: 32.6913394),
    TorchvisionReference(
        name: "resnet18", parameters: 11_689_512,
        first: [
            138.666239, 8.09171334, -18.0615456, 146.906114,
            57.8671393, -64.1797547, 157.902972, -41.0598275,
        ],
        mean: 0.395392432, norm: 2056.48456),
    TorchvisionReference(
        name: "resnet34", parameters: 21_797_672,
        first: [
            10710.2647, -12248.993, -4413.46007, 19638.5435,
            11355.7664, -8587.29417, 23131.5812, -3561.84986,
        ],
        mean: -178.959415, norm: 285455.335),
    TorchvisionReference(
        name: "resnet50", parameters: 25_557_032,
        first: [
            -23722.6627, 124980.602, 99236.4141, -10674.7017,
            -86868.5644, -21492.2665, 148307.775, 51112.8708,
        ],
        mean: 2079.06574, norm: 3930437.88),
    TorchvisionReference(
        name: "mobilenet_v2", parameters: 3_504_872,
        first: [
            14.1811177, -2.9376473, 1.45208345, -2.19805171,
            -3.54227288, -5.59898183, 2.37559815, 5.99469523,
        ],
        mean: -0.0743321606, norm: 112.25362),
    TorchvisionReference(
        name: "mobilenet_v3_small", parameters: 2_542_856,
        first: [
            -77.6880357, -53.2666352, 59.4240146, 2.50640909,
            61.4776479, 97.0206868, -3.37203486, 160.80715,
        ],
        mean: -2.54213151, norm: 2779.05585),
]
