"""The Python side of Frugal's bridge to Gymnasium: plays copies of an environment for the process that started it.

Started as `python -c SCRIPT REQUEST`, with a socket to that process as descriptor 3. The request is a JSON object with
environment, count, options (keywords of gymnasium.make) and modules (folders to import from). What is said over the
socket are lines:

    -> {"observation": {...}, "action": {...}}     what the spaces are
    <- {"bytes": ..., "actions": ..., ...}         the size of the memory that comes with this line, and where in it what is
    <- reset SEED | step | close
    -> done                                        after the numbers have been written into the memory
    -> {"failure": ..., "text": ..., "trace": ...} in place of any answer; the process then ends

Needs gymnasium and numpy.
"""
import importlib
import json
import mmap
import os
import select
import socket
import sys
import threading
import traceback

CHANNEL = 3
# Types that both sides have; all others travel as float32.
TYPES = {"uint8", "int32", "int64", "float16", "float32", "float64", "bool"}

os.set_inheritable(CHANNEL, False)
channel = socket.socket(fileno=CHANNEL)
# What environments print is not to be taken for the results of the program that started this one.
os.dup2(2, 1)


def say(message):
    channel.sendall(json.dumps(message).encode() + b"\n")


def fail(kind, error):
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({os.path.basename(frames[-1].filename)}, line {frames[-1].lineno})" if frames else ""
    text = traceback.format_exception_only(error)[-1].strip()
    say({"failure": kind, "text": text + place, "trace": "".join(traceback.format_exception(error))})
    os._exit(1)


def leave_with_parent():
    hangup = select.poll()
    hangup.register(CHANNEL, 0)
    hangup.poll()
    os._exit(1)


def finite(values):
    values = [float(value) for value in values]
    return values if all(abs(value) < float("inf") for value in values) else None


def described(space):
    facts = {"kind": type(space).__name__, "text": str(space)}
    # A composed space, such as a dictionary, has no shape.
    if space.shape is not None and space.dtype is not None:
        facts["shape"] = list(space.shape)
        facts["type"] = str(space.dtype) if str(space.dtype) in TYPES else "float32"
    if facts["kind"] == "Discrete":
        facts["count"] = int(space.n)
    if facts["kind"] == "Box":
        facts["range"] = finite([space.low.min(), space.high.max()]) if space.low.size else None
    return facts


def made(request, gymnasium):
    name = request["environment"]
    module = name.partition(":")[0] if ":" in name else ""
    try:
        # Gymnasium imports it as well, but does not say of its error which module is missing.
        if module:
            importlib.import_module(module)
        return [gymnasium.make(name, **request["options"]) for _ in range(request["count"])]
    except gymnasium.error.UnregisteredEnv as error:
        fail("unknown", error)
    except ModuleNotFoundError as error:
        is_named = module == error.name or module.startswith(f"{error.name}.")
        fail("unknown" if is_named else "raised", error)
    except BaseException as error:
        fail("raised", error)


def serve(environments, numpy):
    space = environments[0].observation_space
    action = environments[0].action_space
    facts = described(space)
    say({"observation": facts, "action": described(action)})
    words, descriptors, _, _ = socket.recv_fds(channel, 1 << 16, 1)
    if not descriptors:
        return
    layout = json.loads(words)
    memory = mmap.mmap(descriptors[0], layout["bytes"])
    os.close(descriptors[0])
    count = len(environments)
    actions = numpy.frombuffer(memory, numpy.int64, count, layout["actions"])
    rewards = numpy.frombuffer(memory, numpy.float32, count, layout["rewards"])
    terminated = numpy.frombuffer(memory, numpy.uint8, count, layout["terminated"])
    truncated = numpy.frombuffer(memory, numpy.uint8, count, layout["truncated"])
    observations = numpy.ndarray((count, *facts["shape"]), facts["type"], memory, layout["observations"])
    # Only discrete actions get so far.
    start = int(action.start)
    channel.sendall(b"done\n")
    for line in channel.makefile("rb"):
        if line == b"step\n":
            for index, (environment, chosen) in enumerate(zip(environments, actions.tolist())):
                seen, rewards[index], is_terminated, is_truncated, _ = environment.step(start + chosen)
                terminated[index] = is_terminated
                truncated[index] = is_truncated
                if is_terminated or is_truncated:
                    seen, _ = environment.reset()
                observations[index] = seen
        elif line.startswith(b"reset "):
            seed = int(line.split()[1])
            for index, environment in enumerate(environments):
                observations[index], _ = environment.reset(seed=seed + index)
        else:
            break
        channel.sendall(b"done\n")
    for environment in environments:
        environment.close()


def main():
    request = json.loads(sys.argv[1])
    sys.path[:0] = request["modules"]
    # An environment that hangs must not outlive the process that plays it.
    threading.Thread(target=leave_with_parent, daemon=True).start()
    try:
        import gymnasium
        import numpy
    except ImportError as error:
        fail("missing", error)
    environments = made(request, gymnasium)
    try:
        serve(environments, numpy)
    except BaseException as error:
        fail("raised", error)


main()
