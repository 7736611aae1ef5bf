"""Few-shot training as users of learn2learn run it: eager PyTorch, default memory layout, one task after the other.

learn2learn 0.2.1 cannot be built against this PyTorch, so what its MAML stands on is written out here as the package has
it: `clone_module` and `update_module` (learn2learn/utils), `MAML.adapt` (learn2learn/algorithms/maml.py).
"""

import torch
import torch.nn as nn
import torch.nn.functional as F


def conv4(outputs):
    """Conv4-64 for 28 x 28 pixels of one channel; without a classifier where `outputs` is None."""

    def block(inputs):
        return nn.Sequential(nn.Conv2d(inputs, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2))

    blocks = [block(1), block(64), block(64), block(64), nn.Flatten()]
    return nn.Sequential(*blocks, *([nn.Linear(64, outputs)] if outputs else []))


def clone_module(module):
    """A copy whose parameters are clones, so that gradients flow back to the original's."""
    clone = module.__new__(type(module))
    clone.__dict__ = module.__dict__.copy()
    clone._parameters, clone._buffers = clone._parameters.copy(), clone._buffers.copy()
    clone._modules = clone._modules.copy()
    for key, parameter in module._parameters.items():
        if parameter is not None:
            clone._parameters[key] = parameter.clone()
    for key, buffer in module._buffers.items():
        if buffer is not None and buffer.requires_grad:
            clone._buffers[key] = buffer.clone()
    for key, child in clone._modules.items():
        clone._modules[key] = clone_module(child)
    return clone


def update_module(module):
    """Adds every parameter's `update` to it, out of place, so that the step can be differentiated."""
    for key, parameter in module._parameters.items():
        if parameter is not None and getattr(parameter, "update", None) is not None:
            module._parameters[key] = parameter + parameter.update
            parameter.update = None
    for key, child in module._modules.items():
        module._modules[key] = update_module(child)
    return module


def adapt(learner, loss, rate):
    """One inner step of second-order MAML."""
    parameters = list(learner.parameters())
    gradients = torch.autograd.grad(loss, parameters, retain_graph=True, create_graph=True, allow_unused=True)
    for parameter, gradient in zip(parameters, gradients):
        if gradient is not None:
            parameter.update = -rate * gradient
    return update_module(learner)


def maml(way, shot, steps, meta_batch):
    """An outer step of second-order MAML with as many queries as shots, as in learn2learn's Omniglot example."""
    torch.manual_seed(0)
    model = conv4(way)
    optimizer = torch.optim.Adam(model.parameters(), 0.003)
    tasks = [(torch.rand(2 * way * shot, 1, 28, 28), torch.arange(way).repeat_interleave(2 * shot)) for _ in range(meta_batch)]

    def step():
        optimizer.zero_grad()
        total = 0.0
        for data, labels in tasks:
            learner = clone_module(model)
            support, query = (data[::2], labels[::2]), (data[1::2], labels[1::2])
            for _ in range(steps):
                learner = adapt(learner, F.cross_entropy(learner(support[0]), support[1]), 0.5)
            error = F.cross_entropy(learner(query[0]), query[1])
            error.backward()
            total += error.item()
        for parameter in model.parameters():
            parameter.grad.data.mul_(1.0 / meta_batch)
        optimizer.step()
        return total / meta_batch

    return step


def prototypical(way, shot, queries):
    """A training episode of Prototypical Networks, as in learn2learn's example."""
    torch.manual_seed(0)
    model = conv4(None)
    optimizer = torch.optim.Adam(model.parameters(), 0.001)
    data = torch.rand(way * (shot + queries), 1, 28, 28)
    labels = torch.arange(way).repeat_interleave(queries)

    def step():
        embedded = model(data).reshape(way, shot + queries, -1)
        prototypes, asked = embedded[:, :shot].mean(dim=1), embedded[:, shot:].reshape(way * queries, -1)
        logits = -((asked.unsqueeze(1) - prototypes.unsqueeze(0)) ** 2).sum(dim=2)
        loss = F.cross_entropy(logits, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step
