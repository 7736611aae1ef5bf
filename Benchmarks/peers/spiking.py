"""Spiking networks as users of snnTorch train them: step by step, one thread."""

import torch
import torch.nn as nn
import torch.nn.functional as F


def leaky(poisson, steps=25, batch=128, beta=0.9):
    """A training step of 784-1000-10, cross entropy of spike counts, Adam."""
    import snntorch

    torch.manual_seed(0)

    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.first, self.second = nn.Linear(784, 1000), nn.Linear(1000, 10)
            self.hidden, self.output = snntorch.Leaky(beta=beta), snntorch.Leaky(beta=beta)

        def forward(self, given):
            one, other = self.hidden.init_leaky(), self.output.init_leaky()
            spikes = []
            for step in range(steps):
                fired, one = self.hidden(self.first(given[step]), one)
                fired, other = self.output(self.second(fired), other)
                spikes.append(fired)
            return torch.stack(spikes).sum(0)

    net = Net()
    x = torch.rand(batch, 784) * (torch.rand(batch, 784) < 0.19).float()
    y = torch.randint(0, 10, (batch,))
    optimizer = torch.optim.Adam(net.parameters())

    def step():
        before = torch.get_num_threads()
        torch.set_num_threads(1)
        # Random input is drawn anew in every step, as ours is.
        given = (torch.rand(steps, batch, 784) < x).float() if poisson else x.expand(steps, -1, -1)
        optimizer.zero_grad()
        loss = F.cross_entropy(net(given), y)
        loss.backward()
        optimizer.step()
        torch.set_num_threads(before)
        return loss.item()

    return step
