"""Spiking networks in Brian2's fastest mode, one C++ program for a whole session, on one thread.

A step is a run of the program; what counts is its loop over time, without its start and its files. Where `build` is asked
for, what counts is everything from the description to the end of the run.
"""

import shutil
import tempfile
import time

import numpy as np
from brian2 import *  # the names of units and classes are meant to be used bare

from measured import Seconds

BrianLogger.log_level_error()


def _program(describe, duration, build):
    """A step that runs the network described, or builds it anew and runs it."""
    folder = None

    def compile():
        nonlocal folder
        if folder:
            shutil.rmtree(folder, ignore_errors=True)
        folder = tempfile.mkdtemp()
        device.reinit()
        set_device("cpp_standalone", directory=folder, build_on_run=False)
        seed(1)
        network = Network(describe())
        network.run(duration)
        device.build(directory=folder, run=False, compile=True)

    def once():
        start = time.perf_counter()
        compile()
        device.run()
        return Seconds(time.perf_counter() - start)

    def again():
        device.run()
        return Seconds(device._last_run_time)

    if build:
        return once
    compile()
    return again


def diehl_cook(neurons, pictures, rate):
    """Pictures of 784 pixels (0 to 255), 350 ms each in steps of 0.5 ms, learning on; a white pixel spikes at `rate`."""

    def describe():
        defaultclock.dt = 0.5 * ms
        stimulus = TimedArray(np.array(pictures) / 255 * rate * Hz, dt=350 * ms)
        pixels = PoissonGroup(784, "stimulus(t, i)", namespace={"stimulus": stimulus})
        excitatory = NeuronGroup(
            neurons,
            """dv/dt = ((-65*mV - v) + ge*(0*mV - v) + gi*(-100*mV - v)) / (100*ms) : volt (unless refractory)
            dge/dt = -ge / (1*ms) : 1
            dgi/dt = -gi / (2*ms) : 1
            dtheta/dt = -theta / (1e7*ms) : volt""",
            threshold="v > theta - 72*mV", reset="v = -65*mV; theta += 0.05*mV", refractory=5 * ms, method="euler")
        inhibitory = NeuronGroup(
            neurons,
            """dv/dt = ((-60*mV - v) + ge*(0*mV - v)) / (10*ms) : volt (unless refractory)
            dge/dt = -ge / (1*ms) : 1""",
            threshold="v > -40*mV", reset="v = -45*mV", refractory=2 * ms, method="euler")
        excitatory.v, excitatory.theta, inhibitory.v = -65 * mV, 20 * mV, -60 * mV
        learned = Synapses(
            pixels, excitatory,
            """w : 1
            dpre/dt = -pre / (20*ms) : 1 (event-driven)
            dpost1/dt = -post1 / (20*ms) : 1 (event-driven)
            dpost2/dt = -post2 / (40*ms) : 1 (event-driven)""",
            on_pre="ge_post += w; pre = 1; w = clip(w - 0.0001*post1, 0, 1)",
            on_post="w = clip(w + 0.01*pre*post2, 0, 1); post1 = 1; post2 = 1")
        learned.connect()
        # As ours once they are normalised: evenly spread, 78 into each neuron.
        learned.w = "(0.003 + 0.3*rand()) * 78 / (0.153*784)"
        excite = Synapses(excitatory, inhibitory, on_pre="ge_post += 10.4")
        excite.connect(j="i")
        inhibit = Synapses(inhibitory, excitatory, on_pre="gi_post += 17.0")
        inhibit.connect("i != j")
        return [pixels, excitatory, inhibitory, learned, excite, inhibit]

    return _program(describe, len(pictures) * 350 * ms, build=False)


def cuba(build):
    """4,000 leaky neurons with current synapses (Vogels and Abbott 2005), 2 % connected, 1 s in steps of 0.1 ms."""

    def describe():
        defaultclock.dt = 0.1 * ms
        cells = NeuronGroup(
            4000,
            """dv/dt = (ge + gi - (v + 49*mV)) / (20*ms) : volt (unless refractory)
            dge/dt = -ge / (5*ms) : volt
            dgi/dt = -gi / (10*ms) : volt""",
            threshold="v > -50*mV", reset="v = -60*mV", refractory=5 * ms, method="exact")
        cells.v = "-60*mV + rand()*10*mV"
        excite = Synapses(cells, cells, on_pre="ge += 1.62*mV")
        excite.connect("i < 3200", p=0.02)
        inhibit = Synapses(cells, cells, on_pre="gi += -9*mV")
        inhibit.connect("i >= 3200", p=0.02)
        return [cells, excite, inhibit]

    return _program(describe, 1 * second, build)
