"""Learning without forgetting on Split MNIST, domain-incremental, in PyTorch: the check behind decision 030.

    python3 split_mnist_lwf.py FOLDER --deals numpy --weights code --seeds 0 20

FOLDER holds the four IDX files of MNIST. A deal says which digit is which class; neighbours share a context. `--deals numpy` takes
numpy's permutation of a seed, as van de Ven's code does; `--deals FILE` reads `{"1": [3, 5, ...]}`, a list of digits a seed.
`--weights code` weighs the distillation k - 1 times in the k-th context, as his code does; `--weights share` takes 1/k and
(k - 1)/k, as van de Ven and Tolias 2019 write. Prints the accuracy of every seed as JSON.
"""

import argparse
import copy
import gzip
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

CONTEXTS, STEPS, BATCH, TEMPERATURE = 5, 2000, 128, 2


def read(folder, name, header, shape):
    path = next(pathlib.Path(folder).glob(f"{name}*"))
    data = (gzip.open if path.suffix == ".gz" else open)(path, "rb").read()
    return np.frombuffer(data, np.uint8, offset=header).reshape(shape)


def load(folder, part):
    images = read(folder, f"{part}-images", 16, (-1, 784)).astype(np.float32) / 255
    return torch.tensor(images), torch.tensor(read(folder, f"{part}-labels", 8, (-1,)).astype(np.int64))


def deal(deals, seed):
    """The class of every digit."""
    np.random.seed(seed)
    if deals is None:
        return torch.tensor(np.random.permutation(10))
    classes = torch.empty(10, dtype=torch.int64)
    classes[torch.tensor(deals[str(seed)])] = torch.arange(10)
    return classes


def batches(members):
    """Shuffled batches without end; a last one that is not full is left out."""
    while True:
        order = members[torch.randperm(len(members))]
        yield from order[: len(order) // BATCH * BATCH].split(BATCH)


def accuracy(train, test, classes, weights, seed):
    torch.manual_seed(seed)
    (images, labels), (test_images, test_labels) = train, test
    labels, test_labels = classes[labels], classes[test_labels]
    model = nn.Sequential(nn.Linear(784, 400), nn.ReLU(), nn.Linear(400, 400), nn.ReLU(), nn.Linear(400, 2))
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    teacher = None
    for context in range(CONTEXTS):
        source = batches((labels // 2 == context).nonzero().squeeze(1))
        for _ in range(STEPS):
            batch = next(source)
            scores = model(images[batch])
            loss = F.cross_entropy(scores, labels[batch] % 2)
            if teacher is not None:
                with torch.no_grad():
                    targets = F.softmax(teacher(images[batch]) / TEMPERATURE, 1)
                distance = -(targets * F.log_softmax(scores / TEMPERATURE, 1)).sum(1).mean()
                whole = context + 1 if weights == "share" else 1
                loss = (loss + context * distance) / whole
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        teacher = copy.deepcopy(model)
    with torch.no_grad():
        right = model(test_images).argmax(1) == test_labels % 2
    return 100 * np.mean([right[test_labels // 2 == context].float().mean().item() for context in range(CONTEXTS)])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--deals", default="numpy")
    parser.add_argument("--weights", choices=["code", "share"], default="code")
    parser.add_argument("--seeds", nargs=2, type=int, default=[0, 20], metavar=("FROM", "BELOW"))
    given = parser.parse_args()
    torch.set_num_threads(1)
    deals = None if given.deals == "numpy" else json.loads(pathlib.Path(given.deals).read_text())
    train, test = load(given.folder, "train"), load(given.folder, "t10k")
    found = {seed: accuracy(train, test, deal(deals, seed), given.weights, seed) for seed in range(*given.seeds)}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
