"""Transfer as PyTorch users do it: torchvision's networks as frozen features, and PathNet's loop written plainly."""

import torch
import torch.nn as nn
import torch.nn.functional as F


def features(network, batch, channels_last):
    """The features of a batch of 224 x 224 pictures, in evaluation and without a graph."""
    import torchvision_anyway  # noqa: F401
    from torchvision import models

    torch.manual_seed(0)
    model = getattr(models, network)(weights=None).eval()
    if hasattr(model, "fc"):
        model.fc = nn.Identity()
    else:
        model.classifier = nn.Identity()
    x = torch.randn(batch, 3, 224, 224)
    if channels_last:
        model, x = model.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)

    def step():
        with torch.inference_mode():
            return model(x)

    return step


def pathnet(pictures, inputs, layers, modules, genes, neurons, population, steps, batch):
    """A generation of PathNet: two genomes drawn, each path trained for `steps` batches, the worse one overwritten."""
    torch.manual_seed(0)
    x = torch.rand(pictures, inputs)
    y = (x[:, : inputs // 2].sum(1) > x[:, inputs // 2 :].sum(1)).long()

    class Network(nn.Module):
        def __init__(self):
            super().__init__()
            sizes = [inputs] + [neurons] * (layers - 1)
            self.layers = nn.ModuleList(
                nn.ModuleList(nn.Linear(size, neurons) for _ in range(modules)) for size in sizes
            )
            self.readout = nn.Linear(neurons, 2)

        def forward(self, x, path):
            for index, (layer, used) in enumerate(zip(self.layers, path)):
                outputs = [F.relu(layer[module](x)) for module in used]
                x = sum(outputs)
                if index == len(self.layers) - 1:
                    x = x / len(outputs)
            return self.readout(x)

    network = Network()
    genomes = torch.randint(0, modules, (population, layers, genes))

    def train(genome):
        path = [sorted(set(layer.tolist())) for layer in genome]
        parameters = list(network.readout.parameters())
        for layer, used in zip(network.layers, path):
            for module in used:
                parameters += layer[module].parameters()
        optimizer = torch.optim.SGD(parameters, lr=0.05)
        right = 0
        for _ in range(steps):
            rows = torch.randint(0, pictures, (batch,))
            seen, labels = x[rows], y[rows]
            optimizer.zero_grad()
            scores = network(seen, path)
            loss = F.cross_entropy(scores, labels)
            loss.backward()
            optimizer.step()
            right += (scores.argmax(1) == labels).sum().item()
        return right / (steps * batch)

    def mutated(genome):
        moves = torch.rand(genome.shape) < 1 / genome.numel()
        return torch.where(moves, (genome + torch.randint(-2, 3, genome.shape)).clamp(0, modules - 1), genome)

    def step():
        before = torch.get_num_threads()
        torch.set_num_threads(1)
        first, second = torch.randperm(population)[:2].tolist()
        one, other = train(genomes[first]), train(genomes[second])
        better, worse = (first, second) if one >= other else (second, first)
        genomes[worse] = mutated(genomes[better])
        torch.set_num_threads(before)

    return step
