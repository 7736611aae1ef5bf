"""A shared-weight step and a policy update of ENAS's micro space in eager PyTorch, default memory layout.

Written as the PyTorch ports of ENAS have it: all operations of a cell in one module, a child is the way that its tokens
take, the policy walks one sample after the other.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F


def separable(channels, kernel):
    def half():
        return [
            nn.ReLU(),
            nn.Conv2d(channels, channels, kernel, padding=kernel // 2, groups=channels, bias=False),
            nn.Conv2d(channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels, track_running_stats=False),
        ]

    return nn.Sequential(*half(), *half())


class Reduction(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.even = nn.Conv2d(inputs, outputs // 2, 1, stride=2, bias=False)
        self.odd = nn.Conv2d(inputs, outputs - outputs // 2, 1, stride=2, bias=False)
        self.norm = nn.BatchNorm2d(outputs, track_running_stats=False)

    def forward(self, x):
        return self.norm(torch.cat([self.even(x), self.odd(F.pad(x, (-1, 1, -1, 1)))], 1))


class Cell(nn.Module):
    def __init__(self, before, last, filters, nodes, reduces):
        super().__init__()
        self.reduction = Reduction(last, filters) if reduces else None
        if reduces:
            self.entry = nn.Sequential(nn.ReLU(), Reduction(last, filters))
        else:
            self.entry = project(before, filters)
        self.last = project(filters if reduces else last, filters)
        self.units = nn.ModuleDict(
            {
                f"{node} {side} {source} {operation}": separable(filters, 3 + 2 * operation)
                for node in range(nodes)
                for side in range(2)
                for source in range(node + 2)
                for operation in range(2)
            }
        )
        self.ends = nn.ParameterList(
            [nn.Parameter(torch.randn(filters, filters, 1, 1) * (2 / filters) ** 0.5) for _ in range(nodes + 2)]
        )
        self.norm = nn.BatchNorm2d(filters, track_running_stats=False)

    def forward(self, before, last, tokens):
        newest = last if self.reduction is None else self.reduction(last)
        outputs = [self.entry(before if self.reduction is None else last), self.last(newest)]
        used = set()
        for node in range(len(tokens) // 4):
            total = 0
            for side in range(2):
                source, operation = tokens[4 * node + 2 * side : 4 * node + 2 * side + 2]
                used.add(source)
                x = outputs[source]
                if operation < 2:
                    x = self.units[f"{node} {side} {source} {operation}"](x)
                elif operation == 2:
                    x = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
                elif operation == 3:
                    x = F.max_pool2d(x, 3, 1, 1)
                total = total + x
            outputs.append(total)
        loose = [i for i in range(len(outputs)) if i not in used]
        weight = torch.cat([self.ends[i] for i in loose], 1)
        return newest, self.norm(F.conv2d(F.relu(torch.cat([outputs[i] for i in loose], 1)), weight))


def project(inputs, outputs):
    if inputs == outputs:
        return nn.Identity()
    return nn.Sequential(
        nn.ReLU(), nn.Conv2d(inputs, outputs, 1, bias=False), nn.BatchNorm2d(outputs, track_running_stats=False)
    )


class Supernet(nn.Module):
    def __init__(self, cells, filters, nodes, classes=10, helps=True):
        super().__init__()
        third = (cells + 1) // 3
        self.reductions = [third, 2 * third + 1]
        width = 3 * filters
        self.stem = nn.Sequential(
            nn.Conv2d(3, width, 3, padding=1, bias=False), nn.BatchNorm2d(width, track_running_stats=False)
        )
        before = last = width
        self.cells = nn.ModuleList()
        for index in range(cells + 2):
            reduces = index in self.reductions
            filters *= 2 if reduces else 1
            self.cells.append(Cell(before, last, filters, nodes, reduces))
            before, last = (filters if reduces else last), filters
        self.helps = helps
        self.auxiliary = nn.Sequential(
            nn.ReLU(),
            nn.AvgPool2d(5, 3),
            nn.Conv2d(filters, 128, 1, bias=False),
            nn.BatchNorm2d(128, track_running_stats=False),
            nn.ReLU(),
            nn.Conv2d(128, 768, 2, bias=False),
            nn.BatchNorm2d(768, track_running_stats=False),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(768, classes),
        )
        self.classifier = nn.Linear(filters, classes)

    def forward(self, x, tokens):
        half = len(tokens) // 2
        before = last = self.stem(x)
        scores = None
        for index, cell in enumerate(self.cells):
            before, last = cell(before, last, tokens[half:] if index in self.reductions else tokens[:half])
            if self.helps and index == min(self.reductions[1] + 1, len(self.cells) - 1):
                scores = self.auxiliary(last)
        return self.classifier(F.dropout(F.relu(last).mean((2, 3)), 0.1)), scores


def enas_shared(cells, filters, nodes, batch, children, channels_last=False):
    torch.manual_seed(0)
    network = Supernet(cells, filters, nodes)
    x = torch.randn(batch, 3, 32, 32)
    if channels_last:
        network = network.to(memory_format=torch.channels_last)
        x = x.to(memory_format=torch.channels_last)
    labels = torch.arange(batch) % 10
    optimizer = torch.optim.SGD(network.parameters(), 0.05, momentum=0.9, weight_decay=2e-4, nesterov=True)
    turn = iter(range(10**9))

    def step():
        optimizer.zero_grad(set_to_none=True)
        scores, auxiliary = network(x, children[next(turn) % len(children)])
        loss = F.cross_entropy(scores, labels) + 0.4 * F.cross_entropy(auxiliary, labels)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimizer.step()
        return loss.item()

    return step


def enas_children(cells, filters, nodes, batch, children, steps, pictures, channels_last=False):
    """Trains one child after the other on pictures that lie in memory as they go into the network."""
    torch.manual_seed(0)
    network = Supernet(cells, filters, nodes, helps=False)
    x = torch.randn(pictures, 3, 32, 32)
    if channels_last:
        network = network.to(memory_format=torch.channels_last)
        x = x.to(memory_format=torch.channels_last)
    labels = torch.arange(pictures) % 10
    optimizer = torch.optim.SGD(network.parameters(), 0.05, momentum=0.9, weight_decay=2e-4, nesterov=True)

    def step():
        for child in children:
            for rows in torch.randperm(pictures)[: steps * batch].split(batch):
                optimizer.zero_grad(set_to_none=True)
                loss = F.cross_entropy(network(x[rows], child)[0], labels[rows])
                loss.backward()
                nn.utils.clip_grad_norm_(network.parameters(), 5)
                optimizer.step()
                loss.item()
            with torch.no_grad():
                for rows in torch.arange(256).split(256):
                    network(x[rows], child)[0].argmax(1).sum().item()

    return step


class Policy(nn.Module):
    def __init__(self, nodes, units=64, operations=5):
        super().__init__()
        self.nodes, self.units = nodes, units
        shapes = {
            "start": (1, units),
            "lstm": (2 * units, 4 * units),
            "keys": (units, units),
            "queries": (units, units),
            "attention": (units, 1),
            "head": (units, operations),
            "embedding": (operations, units),
        }
        for name, shape in shapes.items():
            setattr(self, name, nn.Parameter(torch.empty(shape).uniform_(-0.1, 0.1)))
        self.bias = nn.Parameter(torch.tensor([10.0, 10, 0, 0, 0]))
        self.extra = torch.tensor([0.25, 0.25, -0.25, -0.25, -0.25])

    def step(self, x, state):
        hidden, cell = state
        i, f, o, g = (torch.cat([x, hidden], 1) @ self.lstm).chunk(4, 1)
        cell = i.sigmoid() * g.tanh() + f.sigmoid() * cell
        return o.sigmoid() * cell.tanh(), cell

    def forward(self, count):
        """Walks `count` samples side by side."""
        zeros = torch.zeros(count, self.units)
        state = (zeros, zeros)
        total, entropy = 0, 0

        def choose(logits):
            nonlocal total, entropy
            logs = logits.log_softmax(1)
            token = torch.multinomial(logs.detach().exp(), 1)
            total = total + logs.gather(1, token)[:, 0]
            entropy = entropy - (logs.exp() * logs).sum(1)
            return token[:, 0]

        rows = torch.arange(count)
        for cell in range(2):
            begin = self.start.expand(count, -1)
            x, anchors, seen = begin, [zeros, zeros], []
            for _ in range(2):
                state = self.step(x, state)
                seen.append(state[0] @ self.keys)
            for _ in range(self.nodes):
                earlier, told = torch.stack(seen, 1), torch.stack(anchors, 1)
                for _ in range(2):
                    state = self.step(x, state)
                    query = (earlier + (state[0] @ self.queries)[:, None]).tanh()
                    x = told[rows, choose(1.1 * (query @ self.attention)[:, :, 0].tanh())]
                for _ in range(2):
                    state = self.step(x, state)
                    logits = 0.44 * (state[0] @ self.head + self.bias).tanh()
                    x = self.embedding[choose(logits + self.extra if cell == 0 else logits)]
                state = self.step(x, state)
                anchors.append(state[0])
                seen.append(state[0] @ self.keys)
                x = begin
        return total, entropy


def enas_policy(nodes, samples, together):
    torch.manual_seed(0)
    policy = Policy(nodes)
    optimizer = torch.optim.Adam(policy.parameters(), 0.0035, betas=(0.0, 0.999), eps=1e-3)

    def step():
        optimizer.zero_grad(set_to_none=True)
        parts = [policy(samples)] if together else [policy(1) for _ in range(samples)]
        total = torch.cat([part[0] for part in parts])
        rewards = torch.linspace(0.4, 0.6, samples) - 0.5
        (-(total * rewards).mean()).backward()
        optimizer.step()

    return step


def depthwise(channels, size, kernel, batch, channels_last=False):
    torch.manual_seed(0)
    x = torch.randn(batch, channels, size, size)
    if channels_last:
        x = x.to(memory_format=torch.channels_last)
    x.requires_grad_()
    weight = torch.randn(channels, 1, kernel, kernel, requires_grad=True)
    seed = torch.randn_like(x)

    def step():
        y = F.conv2d(F.relu(x), weight, padding=kernel // 2, groups=channels)
        torch.autograd.grad(y, (x, weight), seed)

    return step
