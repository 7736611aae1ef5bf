"""An environment whose numbers can be worked out by hand, with every fault that a real one may have on demand."""
import ctypes
import os
import time

import gymnasium
import numpy


class Toy(gymnasium.Env):
    """The sum of the actions -1, 0 and 1; an episode ends at a sum of 2 and is cut short after `longest` steps.

    An observation is [[seed's draw, sum, step], [0, 0, 0]].
    """

    def __init__(self, fault="", at=0, longest=5, kind="Box", mark=""):
        self.fault, self.at, self.longest, self.mark = fault, at, longest, mark
        self.action_space = gymnasium.spaces.Discrete(3, start=-1)
        self.observation_space = gymnasium.spaces.Box(0, 1000, (2, 3), numpy.float32)
        if kind == "dictionary":
            self.observation_space = gymnasium.spaces.Dict({"a": gymnasium.spaces.Discrete(2)})
        if kind == "continuous":
            self.action_space = gymnasium.spaces.Box(-1, 1, (2,), numpy.float32)
        if kind == "huge":
            self.observation_space = gymnasium.spaces.Space((1 << 20, 1 << 20), numpy.uint8)
        if kind == "short":
            # A type that Frugal does not have.
            self.observation_space = gymnasium.spaces.Box(-9, 9, (2, 3), numpy.int16)
        if fault == "making":
            raise ValueError("no toy today")
        self.resets = 0

    def seen(self):
        return numpy.array([[self.draw, self.sum, self.time], [0, 0, 0]], self.observation_space.dtype)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        print("a word on standard output")
        self.draw = seed if seed is not None else -1
        self.sum = self.time = 0
        self.resets += 1
        return self.seen(), {}

    def step(self, action):
        self.time += 1
        self.sum += action
        if self.fault and self.time > self.at:
            if self.fault == "raising":
                raise RuntimeError(f"the toy broke at step {self.time}")
            if self.fault == "hanging":
                time.sleep(1000)
            if self.fault == "leaving":
                os._exit(7)
            if self.fault == "crashing":
                ctypes.string_at(0)
        return self.seen(), action * 0.5, self.sum >= 2, self.time >= self.longest, {}

    def close(self):
        if self.mark:
            open(self.mark, "w").close()


class Lights(gymnasium.Env):
    """Observations that are a single number."""

    observation_space = gymnasium.spaces.Discrete(4)
    action_space = gymnasium.spaces.Discrete(2)

    def reset(self, *, seed=None, options=None):
        return 0, {}

    def step(self, action):
        return 3 * action, 1.0, False, False, {}


gymnasium.register("Toy-v0", entry_point=Toy, disable_env_checker=True)
gymnasium.register("Lights-v0", entry_point=Lights, disable_env_checker=True)
