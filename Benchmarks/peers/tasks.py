"""What a PyTorch user writes for each benchmark. Every function prepares a task and returns one step of it."""

import torch
import torch.nn as nn
import torch.nn.functional as F


def conv4(batch, channels, size, tuned):
    """A training step of Conv4-64. `tuned`: channels-last and fused Adam, as a careful user sets them."""
    torch.manual_seed(0)

    def block(inputs):
        return nn.Sequential(nn.Conv2d(inputs, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(2))

    net = nn.Sequential(block(channels), block(64), block(64), block(64), nn.Flatten(), nn.LazyLinear(64))
    x, y = torch.randn(batch, channels, size, size), torch.randint(0, 64, (batch,))
    net(x)
    if tuned:
        net, x = net.to(memory_format=torch.channels_last), x.to(memory_format=torch.channels_last)
    optimizer = torch.optim.Adam(net.parameters(), fused=True) if tuned else torch.optim.Adam(net.parameters())

    def step():
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def perceptron(widths, batch, optimizer):
    """A training step of a multilayer perceptron."""
    torch.manual_seed(0)
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    net = nn.Sequential(*layers[:-1])
    x, y = torch.randn(batch, widths[0]), torch.randint(0, widths[-1], (batch,))
    choices = {"sgd": lambda: torch.optim.SGD(net.parameters(), 0.01), "adam": lambda: torch.optim.Adam(net.parameters())}
    optimizer = choices[optimizer]()

    def step():
        optimizer.zero_grad()
        loss = F.cross_entropy(net(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def inference(widths, count):
    """`count` passes of a multilayer perceptron through one example, on one thread."""
    torch.manual_seed(0)
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    net, x = nn.Sequential(*layers[:-1]).eval(), torch.rand(1, widths[0])

    def step():
        threads = torch.get_num_threads()
        torch.set_num_threads(1)
        with torch.inference_mode():
            for _ in range(count):
                net(x)
        torch.set_num_threads(threads)

    return step


def language_model():
    """A training step of a two-layer LSTM of 200 units on 35 x 20 tokens of a vocabulary of 10,000."""
    torch.manual_seed(0)
    embedding, memory, decoder = nn.Embedding(10000, 200), nn.LSTM(200, 200, 2), nn.Linear(200, 10000)
    parameters = [p for part in (embedding, memory, decoder) for p in part.parameters()]
    optimizer = torch.optim.SGD(parameters, 0.1)
    x, y = torch.randint(0, 10000, (35, 20)), torch.randint(0, 10000, (35 * 20,))

    def step():
        optimizer.zero_grad()
        output, _ = memory(embedding(x))
        loss = F.cross_entropy(decoder(output).reshape(-1, 10000), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def additions(count):
    """`count` additions of two numbers with recording for gradients."""
    a, b = torch.ones(1, requires_grad=True), torch.ones(1, requires_grad=True)

    def step():
        for _ in range(count):
            a + b

    return step


def image_folder(path, batch):
    """One pass over a folder of images with two workers."""
    import torchvision_anyway
    from torchvision import datasets, transforms

    transform = transforms.Compose([transforms.Grayscale(), transforms.ToTensor()])

    def step():
        data = datasets.ImageFolder(path, transform)
        loader = torch.utils.data.DataLoader(data, batch_size=batch, num_workers=2)
        return sum(len(labels) for _, labels in loader)

    return step
