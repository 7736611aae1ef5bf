"""Exchanges spiking networks between Frugal, snnTorch and Norse as NIR files and compares spikes step for step.

Called by tools/run-conformance with the path of the command. Where the simulators mean the same, every spike must
agree; where they do not, the difference is counted and explained.
"""

import contextlib
import io
import json
import logging
import math
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import nir
import norse.torch as norse
import numpy as np
import snntorch as snn
import torch
from norse.torch.functional.reset import reset_subtract
from snntorch.export_nir import export_to_nir
from snntorch.import_nir import import_from_nir

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
frugal = sys.argv[1]
folder = Path(tempfile.mkdtemp(prefix="frugal-conformance-"))
step = 1e-4
steps = 200
results = []


def spikes(count, rate=0.3, seed=1):
    return (np.random.default_rng(seed).random((steps, count)) < rate).astype(np.float32)


def in_silence(body):
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return body()


def run_frugal(file, inputs, *options):
    """What Frugal answers to the inputs in each step, and what it had to assume."""
    rows = folder / "input.csv"
    rows.write_text("\n".join(",".join(f"{x:g}" for x in row.reshape(-1)) for row in inputs))
    command = [frugal, "spike", "nir", "run", file, "--input", rows, "--json", *options]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return np.array(answer["outputs"], np.float32)


def rewrite(file, name, *options):
    """The network of a file as Frugal writes it."""
    target = folder / f"{name}.nir"
    command = [frugal, "spike", "nir", "rewrite", file, "--out", target, *options]
    subprocess.run(command, check=True, capture_output=True)
    return target


def run_torch(module, inputs, state=False):
    """What a module of snnTorch (which keeps its state) or Norse (which takes it) answers in each step."""
    outputs, kept = [], None
    with torch.no_grad():
        for row in inputs:
            x = torch.from_numpy(row)[None]
            answer = module(x, kept) if state else module(x)
            if isinstance(answer, tuple):
                kept = answer[1] if state else None
            while isinstance(answer, tuple):
                answer = answer[0]
            outputs.append(answer.reshape(-1).numpy())
    return np.array(outputs)


def report(name, ours, theirs, why=None):
    """Compares spikes; `why` explains a difference that is not ours to mend."""
    assert ours.shape == theirs.shape, f"{name}: {ours.shape} against {theirs.shape}"
    differing = int((ours != theirs).sum())
    results.append((name, int(theirs.sum()), ours.size, differing, why))


def leaky(count, beta, reset, delay=False):
    return snn.Leaky(
        beta=torch.full((count,), beta), threshold=torch.full((count,), 1.0), reset_mechanism=reset,
        reset_delay=delay, init_hidden=True)


def dense_net(reset, delay=False):
    torch.manual_seed(7)
    net = torch.nn.Sequential(
        torch.nn.Linear(24, 16), leaky(16, 0.9, reset, delay), torch.nn.Linear(16, 6), leaky(6, 0.8, reset, delay))
    with torch.no_grad():
        net[0].weight.mul_(4)
        net[2].weight.mul_(4)
    return net


def gentle_net(delay=False):
    """Reset by subtraction, with inputs so small that no membrane is above the threshold after a reset."""
    net = dense_net("subtract", delay)
    with torch.no_grad():
        net[0].weight.abs_().div_(8)
        net[2].weight.abs_().div_(8)
    return net


def written(net, sample, name):
    """A network of snnTorch as the file that snnTorch writes."""
    graph = in_silence(lambda: export_to_nir(net, sample, ignore_dims=[0]))
    nir.write(folder / f"{name}.nir", graph)
    return folder / f"{name}.nir"


# --- Written by snnTorch, read by Frugal ------------------------------------------------------------------------------

inputs = spikes(24)
torch.manual_seed(0)
zero = written(dense_net("zero"), torch.rand(1, 24), "snn-zero")
report("snnTorch writes, reset to zero", run_frugal(zero, inputs), run_torch(dense_net("zero"), inputs))

gentle = written(gentle_net(), torch.rand(1, 24), "snn-gentle")
theirs = run_torch(gentle_net(), inputs)
report("snnTorch writes, reset by subtraction, read with --reset subtract",
       run_frugal(gentle, inputs, "--reset", "subtract"), theirs)
report("the same, read as written", run_frugal(gentle, inputs), theirs,
       "snnTorch writes v_reset = 0 for reset by subtraction too: NIR has no word for it")
subtract = written(dense_net("subtract"), torch.rand(1, 24), "snn-subtract")
report("the same with large weights",
       run_frugal(subtract, inputs, "--reset", "subtract"), run_torch(dense_net("subtract"), inputs),
       "a membrane that is still above the threshold after a reset: snnTorch compares it in the next step with the "
       "threshold taken off once more, and gives that back if there is no spike")
report("snnTorch writes its default, reset_delay=True",
       run_frugal(gentle, inputs, "--reset", "subtract"), run_torch(gentle_net(True), inputs),
       "a delayed reset takes the threshold off a step later and undecayed, beta v + I - 1 instead of beta (v - 1) + I; "
       "the file does not say so")


def picture_net():
    torch.manual_seed(9)
    net = torch.nn.Sequential(
        torch.nn.Conv2d(1, 3, 3, padding=1), leaky(3 * 64, 0.85, "zero"), torch.nn.AvgPool2d(2), torch.nn.Flatten(),
        torch.nn.Linear(48, 5), leaky(5, 0.9, "zero"))
    net[1].beta = torch.full((3, 8, 8), 0.85)
    net[1].threshold = torch.full((3, 8, 8), 1.0)
    with torch.no_grad():
        net[0].weight.mul_(3)
        net[4].weight.mul_(6)
    return net


pictures = spikes(64, rate=0.4, seed=2).reshape(steps, 1, 8, 8)
conv = written(picture_net(), torch.rand(1, 1, 8, 8), "snn-conv")
theirs = run_torch(picture_net(), pictures)
report("snnTorch writes a convolution and average pool", run_frugal(conv, pictures), theirs)
report("the same on the engine", run_frugal(conv, pictures, "--engine"), theirs)


class Recurrent(torch.nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(11)
        self.fc = torch.nn.Linear(24, 8)
        self.rec = snn.RLeaky(
            beta=torch.full((8,), 0.9), threshold=torch.full((8,), 1.0), linear_features=8, all_to_all=True,
            reset_mechanism="zero", reset_delay=False, init_hidden=True)
        with torch.no_grad():
            self.fc.weight.mul_(4)
            self.rec.recurrent.weight.mul_(2)

    def forward(self, x):
        return self.rec(self.fc(x))


recurrent = written(Recurrent(), torch.rand(1, 24), "snn-recurrent")
report("snnTorch writes a recurrent layer, read with --cycles-take-a-step",
       run_frugal(recurrent, inputs, "--engine", "--cycles-take-a-step"), run_torch(Recurrent(), inputs))

# --- Written by Frugal, read by snnTorch ------------------------------------------------------------------------------


def read_by_snntorch(file):
    return in_silence(lambda: import_from_nir(nir.read(file)))


ours = rewrite(zero, "frugal-zero")
report("snnTorch reads, reset to zero", run_frugal(ours, inputs), run_torch(read_by_snntorch(ours), inputs))
ours = rewrite(conv, "frugal-conv")
report("snnTorch reads a convolution and average pool",
       run_frugal(ours, pictures), run_torch(read_by_snntorch(ours), pictures))
ours = rewrite(gentle, "frugal-gentle", "--reset", "subtract")
imported = read_by_snntorch(ours)
report("snnTorch reads, reset by subtraction", run_frugal(ours, inputs), run_torch(imported, inputs),
       "snnTorch resets every LIF of a file to zero; Frugal's note says subtract")
imported = read_by_snntorch(ours)
for module in imported.modules():
    if isinstance(module, snn.Leaky):
        module.reset_mechanism = "subtract"
        module.state_function = module._base_sub
report("the same, with snnTorch's reset put right", run_frugal(ours, inputs), run_torch(imported, inputs))

# --- Written by Norse, read by Frugal ---------------------------------------------------------------------------------


def norse_net():
    torch.manual_seed(13)
    net = norse.SequentialState(
        torch.nn.Linear(24, 16),
        norse.LIFBoxCell(
            norse.LIFBoxParameters(
                tau_mem_inv=torch.full((16,), 100.0), v_leak=torch.zeros(16), v_th=torch.full((16,), 0.1),
                v_reset=torch.zeros(16)), dt=1e-3),
        torch.nn.Linear(16, 6), norse.IAFCell(norse.IAFParameters(v_th=torch.full((6,), 1.0)), dt=1e-3))
    with torch.no_grad():
        net[0].weight.mul_(4)
        net[2].weight.mul_(4)
    return net


theirs = run_torch(norse_net(), inputs, state=True)
for dt, name, why in [
    (1.0, "Norse writes LIF and IF, as to_nir(dt=1), read with --time-step 0.001", None),
    (1e-3, "the same, as to_nir(dt=0.001)",
     "Norse writes tau = dt / tau_mem_inv, which is the time constant only for dt = 1; here the file says 0.00001 s"),
]:
    graph = norse.to_nir(norse_net(), torch.rand(1, 24), dt=dt)
    nir.write(folder / "norse.nir", graph)
    options = ["--time-step", "0.001"] if dt == 1 else ["--time-step", "0.00001"]
    report(name, run_frugal(folder / "norse.nir", inputs, *options), theirs, why)

# --- Written by Frugal, read by Norse ---------------------------------------------------------------------------------


def read_by_norse(file):
    return in_silence(lambda: norse.from_nir(nir.read(file), dt=step))


ours = rewrite(zero, "frugal-unit", "--unit-resistance")
report("Norse reads, reset to zero, written with --unit-resistance",
       run_frugal(ours, inputs), run_torch(read_by_norse(ours), inputs, state=True))
ours = rewrite(zero, "frugal-zero")
report("the same, written without", run_frugal(ours, inputs), run_torch(read_by_norse(ours), inputs, state=True),
       "Norse leaves r out: its inputs count dt / tau instead of r dt / tau")
ours = rewrite(subtract, "frugal-unit-subtract", "--unit-resistance", "--reset", "subtract")
imported = read_by_norse(ours)
report("Norse reads, reset by subtraction", run_frugal(ours, inputs), run_torch(imported, inputs, state=True),
       "Norse resets every LIF of a file to zero; Frugal's note says subtract")
for module in imported.modules():
    if hasattr(module, "p"):
        module.p = module.p._replace(reset_method=reset_subtract)
report("the same, with Norse's reset put right", run_frugal(ours, inputs), run_torch(imported, inputs, state=True))

integrators = nir.NIRGraph(
    {
        "input": nir.Input(np.array([24])),
        "fc": nir.Affine(dense_net("zero")[0].weight.detach().numpy(), np.zeros(16, np.float32)),
        "if": nir.IF(r=np.ones(16), v_threshold=np.full(16, 1.5)),
        "output": nir.Output(np.array([16])),
    },
    [("input", "fc"), ("fc", "if"), ("if", "output")])
nir.write(folder / "if.nir", integrators)
ours = rewrite(folder / "if.nir", "frugal-if")
report("Norse reads IF", run_frugal(ours, inputs), run_torch(read_by_norse(ours), inputs, state=True))
report("snnTorch reads IF", run_frugal(ours, inputs), run_torch(read_by_snntorch(ours), inputs),
       "snnTorch reads every IF as a leaky neuron with beta 0.9, reset by subtraction")

# --- The exact trace --------------------------------------------------------------------------------------------------

tau, threshold, membrane = float(np.float32(0.0025)), 0.1, 0.0
course = []
drive = spikes(1, rate=0.2, seed=3)
for (goal,) in drive:
    left, fired = step, 0
    while goal > threshold:
        crossing = -tau * math.log((threshold - goal) / (membrane - goal))
        if crossing >= left:
            break
        membrane, left, fired = 0.0, left - crossing, 1
    membrane = goal + (membrane - goal) * math.exp(-left / tau)
    course.append([fired])
lif = Path(__file__).parents[1] / "FrugalSpikeTests/NIR/reference/lif.nir"
options = ["--engine", "--exact", "--reset", "subtract", "--time-step", str(step)]
report("exact LIF of the NIR paper on the engine, event by event", run_frugal(lif, drive, *options),
       np.array(course, np.float32))

failed = False
for name, count, places, differing, why in results:
    wrong = differing > 0 and why is None
    failed |= wrong
    verdict = "WRONG" if wrong else "agrees" if differing == 0 else "differs"
    print(f"{verdict:8}{name}: {count} spikes, {differing} of {places} places differ")
    if why is not None:
        print(f"        ({why})")
sys.exit(1 if failed else 0)
