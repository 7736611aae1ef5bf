"""Writes ../Networks/TorchvisionReferences.swift: what torchvision's networks answer, in float64.

    python make_references.py        # needs torch and torchvision; prints where it wrote

Weights and pictures are not stored: both sides compute them from the same whole numbers. Of the 1,000 scores the first
eight are kept, their mean and their norm.
"""
import importlib.util
import pathlib
import re

import torch

# PyPI's torchvision is compiled for CUDA, and its operators cannot be loaded beside a CPU build of torch. Its networks are
# plain Python and need none; declaring those that the package asks for lets it be imported.
folder = pathlib.Path(importlib.util.find_spec("torchvision").origin).parent
try:
    torch.ops.load_library(next(folder.glob("_C*.so")))
except (OSError, StopIteration):
    operators = torch.library.Library("torchvision", "DEF")
    source = (folder / "_meta_registrations.py").read_text()
    for name in sorted(set(re.findall(r"register_(?:fake|meta)\(\"(?:torchvision::)?(\w+)\"", source))):
        operators.define(f"{name}(Tensor x) -> Tensor")
import torchvision.models as models

torch.set_default_dtype(torch.float64)
NETWORKS = ["alexnet", "squeezenet1_1", "resnet18", "resnet34", "resnet50", "mobilenet_v2", "mobilenet_v3_small"]
SIDE = 96


def numbers(name, shape):
    """Between 0 and 1, from the name and the place."""
    count = 1
    for size in shape:
        count *= size
    key = sum((place + 1) * byte for place, byte in enumerate(name.encode())) % 1009
    i = torch.arange(count, dtype=torch.int64)
    return (((i * i) % 10007 * 31 + i * 17 + key * 13) % 1009).double().div(1008).reshape(shape)


def fill(name, tensor, is_normalisation):
    u = numbers(name, tensor.shape)
    if name.endswith("running_var"):
        return 0.5 + u
    if name.endswith(("running_mean", "bias")):
        return (u - 0.5) * 0.2
    if is_normalisation:
        return 0.5 + u
    fan_in = tensor[0].numel()
    return (u - 0.5) * 2 * (6 / fan_in) ** 0.5


lines = [
    "// Written by reference/make_references.py with torchvision " + __import__("torchvision").__version__ + ".",
    "",
    "/// What a network answers: the first scores, and mean and norm of all.",
    "struct TorchvisionReference {",
    "    let name: String",
    "    let parameters: Int",
    "    let first: [Double]",
    "    let mean: Double",
    "    let norm: Double",
    "}",
    "",
    "let torchvisionReferences = [",
]
for name in NETWORKS:
    model = getattr(models, name)(weights=None).eval()
    normal = {n + ".weight" for n, m in model.named_modules() if isinstance(m, torch.nn.BatchNorm2d)}
    state = model.state_dict()
    for key, tensor in state.items():
        if tensor.is_floating_point():
            state[key] = fill(key, tensor, key in normal)
    model.load_state_dict(state)
    with torch.no_grad():
        scores = model(numbers("picture", (2, 3, SIDE, SIDE)) * 2 - 1)[1]
    parameters = sum(p.numel() for p in model.parameters())
    lines += [
        "    TorchvisionReference(",
        f'        name: "{name}", parameters: {parameters:_},',
        "        first: [" + ", ".join(f"{value:.9g}" for value in scores[:4].tolist()) + ",",
        "            " + ", ".join(f"{value:.9g}" for value in scores[4:8].tolist()) + "],",
        f"        mean: {scores.mean():.9g}, norm: {scores.norm():.9g}),",
    ]
lines += ["]", ""]
path = pathlib.Path(__file__).resolve().parent.parent / "Networks" / "TorchvisionReferences.swift"
path.write_text("\n".join(lines))
print(path)
