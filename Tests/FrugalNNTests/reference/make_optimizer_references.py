"""Prints Optimizers/OptimizerReferences.swift: what PyTorch's own optimisers and schedules give.

Run: python make_optimizer_references.py > ../Optimizers/OptimizerReferences.swift   (needs torch)
"""
import torch
from torch.optim import SGD, Adam, AdamW, RMSprop, ASGD
from torch.optim import lr_scheduler as schedules

torch.set_default_dtype(torch.float64)

OPTIMIZERS = {
    "sgd": (SGD, dict(lr=0.1)),
    "momentum": (SGD, dict(lr=0.1, momentum=0.9)),
    "dampened": (SGD, dict(lr=0.1, momentum=0.9, dampening=0.5, weight_decay=0.01)),
    "nesterov": (SGD, dict(lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01)),
    "adam": (Adam, dict(lr=0.05)),
    "adamDecayed": (Adam, dict(lr=0.05, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1)),
    "adamW": (AdamW, dict(lr=0.05, weight_decay=0.1)),
    "rmsProp": (RMSprop, dict(lr=0.02)),
    "rmsPropCentered": (RMSprop, dict(lr=0.02, alpha=0.9, centered=True, momentum=0.8, weight_decay=0.01)),
    "averaged": (ASGD, dict(lr=0.1)),
    "averagedSoon": (ASGD, dict(lr=0.1, lambd=0.01, alpha=0.6, t0=1, weight_decay=0.01)),
}


def gradient(parameter, step):
    """The same in the Swift test: depends on the parameter, so that errors grow, and on the step."""
    slope = torch.arange(parameter.numel()).double().reshape(parameter.shape) * 0.1 - 0.2
    return parameter.detach() * 0.5 + slope * (step + 1)


def train(kind, settings):
    weight = (torch.arange(6).double() * 0.3 - 1).reshape(2, 3).requires_grad_()
    bias = torch.tensor([0.5, -0.5, 0.25]).requires_grad_()
    optimizer = kind([weight, bias], **settings)
    for step in range(6):
        weight.grad = gradient(weight, step)
        bias.grad = None if step in (0, 3) else gradient(bias, step)
        optimizer.step()
    averages = [optimizer.state[p].get("ax") for p in (weight, bias)]
    return [weight, bias] + [a for a in averages if a is not None]


def rates(make, steps):
    parameter = torch.zeros(1, requires_grad=True)
    optimizer = SGD([parameter], lr=0.4)
    schedule = make(optimizer)
    found = []
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return found


SCHEDULES = {
    "step": lambda o: schedules.StepLR(o, 3, gamma=0.5),
    "multiStep": lambda o: schedules.MultiStepLR(o, [2, 5, 9], gamma=0.1),
    "cosine": lambda o: schedules.CosineAnnealingLR(o, 12, eta_min=0.01),
    "restarts": lambda o: schedules.CosineAnnealingWarmRestarts(o, 3, T_mult=2, eta_min=0.01),
    "evenRestarts": lambda o: schedules.CosineAnnealingWarmRestarts(o, 4),
    "oneCycle": lambda o: schedules.OneCycleLR(
        o, max_lr=0.4, total_steps=12, pct_start=0.3, cycle_momentum=False),
    "warmCosine": lambda o: schedules.SequentialLR(
        o,
        [schedules.LinearLR(o, start_factor=0.1, total_iters=4), schedules.CosineAnnealingLR(o, 8)],
        milestones=[4]),
}


def literal(values, indent):
    lines, line = [], ""
    for text in (repr(float(v)) for v in values):
        if len(indent) + len(line) + len(text) + 2 > 115:
            lines.append(line.rstrip())
            line = ""
        line += text + ", "
    lines.append(line.rstrip())
    return "[\n" + "".join(indent + "    " + l + "\n" for l in lines) + indent + "]"


print(f"// Made by reference/make_optimizer_references.py with torch {torch.__version__.split('+')[0]}. Do not edit.\n")
print("/// What PyTorch's optimisers make of the same parameters and gradients, in double precision.")
print("enum OptimizerReferences {")
print("    /// Weight, then bias, then, for averaged SGD, their averages.")
print("    static let trained: [String: [[Double]]] = [")
for name, (kind, settings) in OPTIMIZERS.items():
    print(f'        "{name}": [')
    for tensor in train(kind, settings):
        print("            " + literal(tensor.detach().flatten().tolist(), "            ") + ",")
    print("        ],")
print("    ]\n")
print("    /// The learning rates of the first steps.")
print("    static let rates: [String: [Double]] = [")
for name, make in SCHEDULES.items():
    print(f'        "{name}": ' + literal(rates(make, 12), "        ") + ",")
print("    ]")
print("}")
