"""BindsNET's own network of Diehl and Cook, on one thread."""

import importlib.abc
import importlib.machinery
import sys
from unittest.mock import MagicMock

import torch

# Imported by BindsNET when it starts and never called here; they need a display, games or much room.
ABSENT = ("gymnasium", "ale_py", "cv2", "pandas", "sklearn", "skimage", "tensorboardX")


class Absent(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives a hollow module for each of these packages and what lies in them."""

    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ABSENT:
            return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        hollow = MagicMock(name=spec.name)
        hollow.__path__ = []
        return hollow

    def exec_module(self, module):
        pass


sys.meta_path.append(Absent())


def digit(neurons, pictures, rate, milliseconds):
    """The pictures one after the other, 350 ms each in steps of so many milliseconds, learning on."""
    import torchvision_anyway
    from bindsnet.models import DiehlAndCook2015

    torch.manual_seed(1)
    network = DiehlAndCook2015(
        n_inpt=784, n_neurons=neurons, exc=22.5, inh=120, dt=milliseconds, norm=78.4, theta_plus=0.05,
        inpt_shape=(1, 28, 28))
    network.train(True)
    steps = int(350 / milliseconds)
    chances = torch.tensor(pictures).float() / 255 * rate * milliseconds / 1000

    def step():
        before = torch.get_num_threads()
        torch.set_num_threads(1)
        for chance in chances:
            spikes = (torch.rand(steps, 784) < chance).byte().view(steps, 1, 1, 28, 28)
            network.run(inputs={"X": spikes}, time=350)
            network.reset_state_variables()
        torch.set_num_threads(before)

    return step
