"""Writes ../Layers/References.swift: outputs and gradients of small models, computed by PyTorch in float64.

    python make_references.py        # needs torch; prints where it wrote

Weights and inputs are not stored: both sides compute them from the same formula. Of each gradient two numbers are
kept: its dot product with a fixed wave, and its norm.
"""
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)


def wave(count, phase):
    return torch.sin(0.7 * torch.arange(count) + phase)


def fill(model):
    for index, parameter in enumerate(model.parameters()):
        parameter.data = 0.3 * wave(parameter.numel(), 1.1 * index).reshape(parameter.shape)
    return model


def picture(*shape):
    count = torch.Size(shape).numel()
    return (torch.sin(0.37 * torch.arange(count)) + 0.5 * torch.cos(0.11 * torch.arange(count))).reshape(shape)


class Perceptron(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(6, 8), nn.Linear(8, 7), nn.Linear(7, 3)])

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = layer(x).relu()
        return self.layers[-1](x)


class ConvBlock(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return F.max_pool2d(self.norm(self.conv(x)).relu(), 2)


class Conv4(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = nn.ModuleList([ConvBlock(2 if i == 0 else 4, 4) for i in range(4)])
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        for block in self.blocks:
            x = block(x)
        return self.head(x.flatten(1))


class ResidualBlock(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        residue = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu()))
        return (residue + self.downsample(x)).relu()


class LanguageModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(7, 4)
        self.lstm = nn.LSTM(4, 5, num_layers=2)
        self.head = nn.Linear(5, 7)

    def forward(self, x):
        return self.head(self.lstm(self.embedding(x))[0]).flatten(0, 1)


class GatedModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.gru = nn.GRU(3, 4, bidirectional=True, batch_first=True)
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        return self.head(self.gru(x)[0]).flatten(0, 1)


def numbers(values):
    return "[" + ", ".join(repr(float(v)) for v in values) + "]"


def case(name, model, x, labels=None):
    fill(model).train()
    output = model(x)
    if labels is None:
        flat = output.reshape(-1)
        loss = (flat * wave(flat.numel(), 0.2)).sum()
    else:
        loss = F.cross_entropy(output, labels, label_smoothing=0.1)
    loss.backward()
    rows = []
    for path, parameter in model.named_parameters():
        gradient = parameter.grad.reshape(-1)
        rows.append(f'            .init(path: "{path}", shape: {list(parameter.shape)}, '
                    f'wave: {float(gradient @ wave(gradient.numel(), 0.5))!r}, norm: {float(gradient.norm())!r}),')
    buffers = [b for b in model.buffers() if b.is_floating_point()]
    statistics = numbers(torch.cat([b.reshape(-1) for b in buffers])) if buffers else "[]"
    return "\n".join([
        f"    static let {name} = Reference(", f"        loss: {float(loss.detach())!r},",
        f"        output: {numbers(output.detach().reshape(-1)[:24])},", "        gradients: [", *rows, "        ],",
        f"        statistics: {statistics})"])


tokens = torch.arange(12).mul(5).remainder(7).reshape(4, 3)
cases = [
    case("perceptron", Perceptron(), picture(4, 6), torch.tensor([0, 2, 1, 1])),
    case("conv4", Conv4(), picture(3, 2, 32, 16), torch.tensor([0, 2, 1])),
    case("residualBlock", ResidualBlock(2, 4, 2), picture(3, 2, 6, 6)),
    case("languageModel", LanguageModel(), tokens, tokens.reshape(-1).mul(3).remainder(7)),
    case("gatedModel", GatedModel(), picture(2, 5, 3), torch.arange(10).remainder(3)),
    case("postNormBlock", nn.TransformerEncoderLayer(6, 2, 8, dropout=0, batch_first=True), picture(2, 5, 6)),
    case("preNormBlock", nn.TransformerEncoderLayer(
        6, 3, 10, dropout=0, activation="gelu", batch_first=True, norm_first=True), picture(2, 5, 6)),
]

header = '''// Made by ../reference/make_references.py with PyTorch; do not edit.

/// What PyTorch computes for one small model.
struct Reference: Sendable {
    /// One gradient: its parameter, and two numbers that give it away.
    struct Gradient: Sendable {
        let path: String
        let shape: [Int]
        let wave: Double
        let norm: Double
    }

    let loss: Double
    let output: [Double]
    let gradients: [Gradient]
    let statistics: [Double]

'''
target = pathlib.Path(__file__).parent.parent / "Layers" / "References.swift"
target.write_text(header + "\n\n".join(cases) + "\n}\n")
print(target)
