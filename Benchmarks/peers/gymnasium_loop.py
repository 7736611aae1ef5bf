"""Gymnasium's environments in Python's own loop: what the bridge is held against."""

import gymnasium
import numpy


def loop(environment, count, steps):
    """`steps` steps of `count` copies, observations put into one array as a batch needs them."""
    copies = [gymnasium.make(environment) for _ in range(count)]
    space = copies[0].observation_space
    seen = numpy.zeros((count, *space.shape), space.dtype)
    for index, copy in enumerate(copies):
        seen[index], _ = copy.reset(seed=index)
    actions = numpy.random.default_rng(0).integers(0, copies[0].action_space.n, (steps, count)).tolist()

    def step():
        for row in actions:
            for index, copy in enumerate(copies):
                observation, _, terminated, truncated, _ = copy.step(row[index])
                if terminated or truncated:
                    observation, _ = copy.reset()
                seen[index] = observation
        return float(seen.mean())

    return step
