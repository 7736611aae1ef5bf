"""The peer's side of `make bench`: reads one task a line as JSON, answers with the seconds of every step.

{"task": "conv4", "arguments": {...}, "steps": 10} -> {"seconds": [...]}
"""

import json
import sys
import time

import fewshot
import search
import spiking
import tasks


def measure(step, steps):
    seconds = []
    for _ in range(steps):
        start = time.perf_counter()
        step()
        seconds.append(time.perf_counter() - start)
    return seconds


prepared = {}

for line in sys.stdin:
    request = json.loads(line)
    key = json.dumps([request["task"], request["arguments"]], sort_keys=True)
    try:
        if key not in prepared:
            prepared.clear()
            module = next(module for module in (tasks, fewshot, search, spiking) if hasattr(module, request["task"]))
            prepared[key] = getattr(module, request["task"])(**request["arguments"])
            for _ in range(request.get("warm", 3)):
                prepared[key]()
        answer = {"seconds": measure(prepared[key], request["steps"])}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
