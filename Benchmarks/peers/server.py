"""The peer's side of `make bench`: reads one task a line as JSON, answers with the seconds of every step.

usage: server.py MODULE...

{"task": "conv4", "arguments": {...}, "steps": 10} -> {"seconds": [...]}

A task of one of the modules returns its step, which is then timed; a step that returns `measured.Seconds` has timed itself.
"""

import importlib
import json
import os
import sys
import time

from measured import Seconds

modules = [importlib.import_module(name) for name in sys.argv[1:]]
# Answers go where the output went; what libraries and their compilers print goes to the errors.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)


def measure(step, steps):
    seconds = []
    for _ in range(steps):
        start = time.perf_counter()
        result = step()
        seconds.append(result if isinstance(result, Seconds) else time.perf_counter() - start)
    return seconds


prepared = {}

for line in sys.stdin:
    request = json.loads(line)
    key = json.dumps([request["task"], request["arguments"]], sort_keys=True)
    try:
        if key not in prepared:
            prepared.clear()
            module = next(module for module in modules if hasattr(module, request["task"]))
            prepared[key] = getattr(module, request["task"])(**request["arguments"])
            for _ in range(request.get("warm", 3)):
                prepared[key]()
        answer = {"seconds": measure(prepared[key], request["steps"])}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), file=answers, flush=True)
