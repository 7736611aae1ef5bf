"""Writes the NIR files of the tests with the Python package nir. They are committed; this makes them anew:

    $(tools/python-with conformance ...) Tests/FrugalSpikeTests/NIR/reference/make_fixtures.py

The packages and their versions are those of tools/run-conformance.
"""

from pathlib import Path

import h5py
import nir
import numpy as np

here = Path(__file__).parent
f = np.float32


def full(value, *shape):
    return np.full(shape, value, f)


def write(name, nodes, edges, **metadata):
    graph = nir.NIRGraph(nodes, edges, metadata=metadata, type_check=False)
    nir.write(here / f"{name}.nir", graph, compression=None)


def chain(*names):
    return list(zip(names, names[1:]))


# One neuron as in paper/01_lif of the NIR repository: r dt / tau is 0.04 for steps of 0.0001 s.
write(
    "lif",
    {
        "input": nir.Input(np.array([1])),
        "0": nir.Affine(full(1, 1, 1), full(0, 1)),
        "1": nir.LIF(tau=full(0.0025, 1), r=full(1, 1), v_leak=full(0, 1), v_threshold=full(0.1, 1)),
        "output": nir.Output(np.array([1])),
    },
    chain("input", "0", "1", "output"),
)

# A picture through a convolution, a pool and a dense layer; the shape of the convolution is left to be inferred.
picture = {
    "input": nir.Input(np.array([1, 4, 4])),
    "conv": nir.Conv2d(
        input_shape=(4, 4), weight=np.arange(18, dtype=f).reshape(2, 1, 3, 3) / 16, stride=(1, 1), padding=(1, 1),
        dilation=(1, 1), groups=1, bias=full(0, 2),
    ),
    "spike": nir.IF(r=full(1, 2, 4, 4), v_threshold=full(1, 2, 4, 4)),
    "pool": nir.SumPool2d(np.array([2, 2]), np.array([2, 2]), np.array([0, 0])),
    "flat": nir.Flatten({"input": np.array([2, 2, 2])}, 0, -1),
    "fc": nir.Linear(np.arange(24, dtype=f).reshape(3, 8) / 32),
    "out": nir.I(r=full(1, 3)),
    "output": nir.Output(np.array([3])),
}
write("picture", picture, chain("input", "conv", "spike", "pool", "flat", "fc", "out", "output"))

# A recurrent layer as a graph in the graph, as snnTorch writes it, with a delay on the way back.
inner = nir.NIRGraph(
    {
        "input": nir.Input(np.array([2])),
        "lif": nir.LIF(tau=full(0.001, 2), r=full(10, 2), v_leak=full(0, 2), v_threshold=full(1, 2)),
        "w_rec": nir.Linear(np.array([[0, 0.6], [0.6, 0]], f)),
        "back": nir.Delay(full(0.0003, 2)),
        "output": nir.Output(np.array([2])),
    },
    [("input", "lif"), ("lif", "w_rec"), ("w_rec", "back"), ("back", "lif"), ("lif", "output")],
    type_check=False,
)
write(
    "recurrent",
    {
        "input": nir.Input(np.array([2])),
        "fc": nir.Linear(np.eye(2, dtype=f)),
        "rec": inner,
        "output": nir.Output(np.array([2])),
    },
    chain("input", "fc", "rec", "output"),
)

# Every kind of node, some with notes, none of which need make sense together.
everything = {
    "input": nir.Input(np.array([2, 6])),
    "conv1d": nir.Conv1d(6, np.ones((2, 2, 3), f), 1, "same", 1, 1, full(0.5, 2)),
    "scale": nir.Scale(full(2, 2, 6)),
    "delay": nir.Delay(full(0.002, 2, 6)),
    "threshold": nir.Threshold(full(0.5, 2, 6)),
    "flatten": nir.Flatten({"input": np.array([2, 6])}, 0, 1),
    "cubali": nir.CubaLI(full(0.002, 12), full(0.01, 12), full(1, 12), full(0, 12), full(3, 12)),
    "cubalif": nir.CubaLIF(
        full(0.002, 12), full(0.01, 12), full(1, 12), full(0, 12), full(1, 12), full(0, 12), full(2, 12)
    ),
    "li": nir.LI(full(0.01, 12), full(1, 12), full(0, 12)),
    "output": nir.Output(np.array([12])),
}
everything["li"].metadata = {"note": "a text", "number": 7}
write("everything", everything, chain(*everything), author="make_fixtures.py")

# As files were before v_reset was added, and with the version of then.
source, target = here / "lif.nir", here / "without_reset.nir"
target.write_bytes(source.read_bytes())
with h5py.File(target, "r+") as file:
    del file["node/nodes/1/v_reset"]
    del file["version"]
    file["version"] = "0.2"
