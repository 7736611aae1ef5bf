"""The figures in README, docs/results.md and docs/speed.md, made from committed records, so that none can drift.

    python3 tools/make_figures.py            # writes them
    python3 tools/make_figures.py --check    # fails where a file is not what the records say; `make lint` runs this
"""

import functools
import json
import math
import pathlib
import statistics
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
RECORDS = ROOT / "docs/records"
BENCHMARKS = ROOT / "Benchmarks/results"

# What docs/results.md shows, by the report's topics: the record and what came out of it, in words without figures.
RESULTS = {
    "Meta-learning": [
        ("omniglot", "Matching and Prototypical Networks are where the papers are; MAML is short of its figures by less than a point."),
        ("omniglot-lake", "A network trained on other alphabets, on Lake's own twenty runs."),
        ("matching-ablation", "What each part of Matching Networks is worth."),
        ("learned-optimizer", "A learned optimiser is below tuned Adam on the perceptron that it was trained for, with every seed; what it does elsewhere is in the rows."),
        ("learned-loss", "A learned loss beside the losses that it is to replace, at the same and at tuned rates."),
    ],
    "Architecture search": [
        ("nas-tabular", "On tables of trained networks the controller of NAS beats random search, at equal queries."),
        ("table5-cifar-quick", "In half an hour of two cores ENAS, evolution and random search tie at equal cost, and a ResNet-20 in the same trainer ties with them."),
        ("table5-ptb-quick", "Cells that ENAS and random search found, and the published one, are better than an AWD-LSTM of the same size in the same trainer."),
        ("nas-rl-quick", "The controller of Zoph and Le, evolution and random search on small CIFAR-10 networks."),
    ],
    "Spiking networks": [
        ("figure6-quick", "The report's Figure 6: accuracy over operations; memory is on the page of `frugal reproduce figure6`."),
        ("conversion-quick", "Ordinary networks turned spiking lose nothing that can be measured."),
        ("diehl-cook-quick", "Local learning without labels is better than published with 400 and 1,600 neurons."),
        ("surrogate-mnist", "Surrogate gradients reach in one pass what the tutorial does."),
        ("esser-ternary-quick", "Ternary weights and binary activations cost a point or less."),
        ("load-forecast-quick", "A converted perceptron forecasts as well as a perceptron; SpikeProp is some percent behind."),
        ("continual-stdp-quick", "Local learning forgets less than back-propagation, and forgets."),
    ],
    "Transfer": [
        ("transfer-vs-finetune-quick", "Tuning all layers helps with few labels and is level with scratch with many; a linear probe helps where the tasks are alike."),
        ("pathnet-mnist", "PathNet gains nothing over the same population without a first task, so no gain is claimed."),
        ("pathnet-cifar-svhn-quick", "The same on colour pictures: a tie with a population from scratch. SVHN was not at hand."),
        ("pathnet-games-quick", "PathNet learns the second game more slowly than de novo; fine-tuning's gain is its learning rate's."),
    ],
    "The three limits": [
        ("corruptions-quick", "What augmentation buys under the corruptions of MNIST-C and CIFAR-10-C."),
        ("breakout-brightness-quick", "What an agent keeps of its play in another brightness, and what normalised pictures buy."),
        ("arrivals-quick", "When data arrive, five policies: accuracy beside operations."),
        ("split-mnist", "Regularisation does little where contexts are not told; a small memory does nearly all. LwF in the domain scenario hangs on the deal of the digits: [decision 030](decisions/030-split-mnist-follows-van-de-ven-s-code.md)."),
        ("sanity-checks-quick", "Gradient and Grad-CAM forget what was learned when the network does, as they should; guided backpropagation, the failing example, does not on MNIST."),
    ],
}

# README's table: record, row, how it is read in English and in Korean, and its unit there; "+" asks for the sign of a difference.
HEADLINES = [
    ("omniglot", "Matching Networks, 20-way 1-shot", "Matching Networks on Omniglot, 20-way 1-shot", "Omniglot의 Matching Networks, 20-way 1-shot", "%"),
    ("omniglot-lake", "network trained on the background set", "Lake's twenty one-shot runs, error", "Lake의 스무 번 one-shot, 오류", "%"),
    ("nas-tabular", "nas-bench-macro, reinforce above random, best of 200", "NAS's controller above random search on tables of trained networks, standard errors", "훈련된 신경망의 표에서 NAS 제어기가 무작위 탐색보다 위, 표준오차", ""),
    ("table5-cifar-quick", "ENAS micro minus random search", "ENAS minus random search at equal cost, CIFAR-10 error: a tie", "같은 비용의 ENAS 빼기 무작위 탐색, CIFAR-10 오류: 비김", "+points"),
    ("figure6-quick", "spiking, chosen on validation: operations that keep 98.0 %", "operations a picture that keep 98 % on MNIST, spiking", "MNIST 98 %를 지키는 스파이킹 신경망의 사진당 연산", ""),
    ("diehl-cook-quick", "1,600 neurons", "MNIST learned without labels, 1,600 neurons", "라벨 없이 배운 MNIST, 뉴런 1,600개", "%"),
    ("conversion-quick", "convolutional, 12c5-2s-64c5-2s-10o, spiking", "a convolutional network turned spiking, MNIST", "스파이킹으로 변환한 합성곱 신경망, MNIST", "%"),
    ("transfer-vs-finetune-quick", "CIFAR-10, five classes to the other five: probe minus scratch at 10 labels a class", "a linear probe minus scratch, 10 labels a class, half of CIFAR-10 to the other", "선형 probe 빼기 처음부터, 분류마다 라벨 10개, CIFAR-10의 반에서 다른 반", "+points"),
    ("transfer-vs-finetune-quick", "MNIST to Fashion-MNIST: probe minus scratch at 10 labels a class", "the same from digits to clothes", "같은 것, 숫자에서 옷으로", "+points"),
    ("pathnet-mnist", "PathNet minus de novo by a population of paths, paired", "PathNet minus the same population without a first task: slower", "PathNet 빼기 첫 과제 없는 같은 집단: 더 느림", "+generations"),
    ("breakout-brightness-quick", "as it is, +0.00", "an agent's return in Breakout", "Breakout 에이전트의 점수", ""),
    ("breakout-brightness-quick", "as it is, +0.20", "the same at +0.2 brightness", "같은 것, 밝기 +0.2", ""),
    ("arrivals-quick", "+100 %: scratch minus warm, paired", "as many pictures again arrive: scratch minus warm start", "같은 수의 사진이 더 오면: 처음부터 빼기 warm start", "+points"),
    ("split-mnist", "class-incremental, replay: ACC", "Split MNIST, class-incremental, a small memory", "Split MNIST, class-incremental, 작은 기억", "%"),
    ("sanity-checks-quick", "MNIST: integrated gradients, completeness error at 128 steps", "integrated gradients, completeness error at 128 steps", "적분 기울기, 128단계의 완전성 오차", "%"),
]
KOREAN_UNITS = {"%": "%", "points": "점", "generations": "세대", "": ""}

# docs/speed.md, by record.
SPEEDS = {
    "Training and input": "2026-11-25-epyc-two-cores",
    "Few-shot training": "2026-11-27-fewshot-epyc-two-cores",
    "Architecture search": "2026-11-28-search-epyc-two-cores",
    "Local learning and neuron models": "2026-11-28-engine-epyc-two-cores",
    "Spiking networks": "2026-11-28-spiking-epyc-two-cores",
    "Transfer, PathNet, games": "2026-11-28-transfer-epyc-two-cores",
}

# README's speeds: record, line, peer, and how both are read.
FASTEST = [
    ("2026-11-25-epyc-two-cores", "80x3x84x84", "eager", "Conv4 training step, 80x3x84x84", "PyTorch"),
    ("2026-11-25-epyc-two-cores", "LSTM 2x200, 35x20 tokens of 10,000 words", "eager", "LSTM language model, 10,000 words", "PyTorch"),
    ("2026-11-25-epyc-two-cores", "10,000 PNG images in batches of 100", "torchvision ImageFolder, 2 workers", "10,000 small PNG files", "torchvision"),
    ("2026-11-27-fewshot-epyc-two-cores", "MAML 5-way 1-shot, second order, 5 steps, 4 tasks", "as learn2learn", "second-order MAML", "PyTorch as learn2learn"),
    ("2026-11-28-search-epyc-two-cores", "2 children of 2+2 cells of 8, 10 steps of 64", "PyTorch, channels-last", "two children of ENAS", "PyTorch, channels-last"),
    ("2026-11-28-engine-epyc-two-cores", "784-400 STDP digit, 350 ms", "Brian2 C++", "local learning, 400 neurons, a digit", "Brian2's C++"),
    ("2026-11-28-spiking-epyc-two-cores", "784-1000-10, 25 steps, Poisson input, one thread", "snnTorch", "surrogate training step", "snnTorch"),
    ("2026-11-28-transfer-epyc-two-cores", "mobilenet_v2 features, 224 px, a picture", "torchvision, channels-last", "MobileNetV2 features, 224 px", "torchvision, channels-last"),
    ("2026-11-28-transfer-epyc-two-cores", "PathNet, a generation of binary MNIST, one thread", "PyTorch, the same loop", "PathNet generation", "PyTorch"),
    ("2026-11-28-transfer-epyc-two-cores", "actor-critic on Breakout, a frame, one thread", "PyTorch, Gymnasium's API", "actor-critic, a frame of Breakout", "PyTorch, Gymnasium"),
]


def number(value, digits=4):
    """So many significant digits at most, thousands with commas."""
    if value == 0 or not math.isfinite(value):
        return "0" if value == 0 else str(value)
    if abs(value) < 0.001:
        return f"{value:.1e}"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def cell(text):
    """Text that a table's cell can hold."""
    return text.replace("|", "\\|").replace("\n", " ")


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    yield from ("| " + " | ".join(cell(column) for column in row) + " |" for row in rows)


def seeds_text(seeds):
    return "one seed" if len(seeds) == 1 else f"{len(seeds)} seeds"


def measured(row):
    """Mean and standard deviation over the seeds, or half of the interval over episodes where one seed ran."""
    values = row["values"]
    if not values:
        return "not measured"
    if len(values) > 1:
        return f"{number(statistics.mean(values))} ± {number(statistics.stdev(values), digits=2)}"
    return number(values[0]) + (f" ± {number(row['halfWidth'], digits=2)}" if "halfWidth" in row else "")


@functools.cache
def load(folder, name):
    return json.loads((folder / f"{name}.json").read_text())


def only(items, what):
    """The one item of a list; a record that no longer has it is an error that names it."""
    if len(items) != 1:
        sys.exit(f"make_figures: {len(items)} lines are called {what}; mend the list in tools/make_figures.py")
    return items[0]


def results_page():
    yield "# Results"
    yield ""
    yield "Every published table that `frugal reproduce` runs, our figures beside it, what was scaled down and what fell short. Made by"
    yield "`tools/make_figures.py` from [the records](records), which have the value of each seed. ± is the standard deviation over the"
    yield "seeds, with one seed half of the 95 % interval over test episodes. \"Not comparable\" is a figure of other conditions, or one"
    yield "that nothing published stands beside; the note says which. `frugal reproduce` without a name lists the experiments."
    for topic, entries in RESULTS.items():
        yield from ("", f"## {topic}")
        for name, finding in entries:
            yield from result_section(name, finding)


def result_section(name, finding):
    record = load(RECORDS, name)
    minutes = record["ledger"]["seconds"] / 60
    yield from ("", f"### {record['title']}", "", finding)
    yield ""
    yield (
        f"`frugal reproduce {record['id']} --scale {record['scale']}`: {seeds_text(record['seeds'])}, "
        f"{number(round(minutes, 1))} minutes, [the record](records/{name}.json)."
    )
    if record["scaledDown"]:
        yield f"Scaled down: {'; '.join(record['scaledDown'])}."
    published = [row for row in record["rows"] if "published" in row]
    others = [row for row in record["rows"] if "published" not in row]
    if published:
        yield ""
        yield from table(
            ["", "ours", "published, or the bar", "unit", "verdict"],
            [
                [row["name"], measured(row), f"{number(row['published']['value'])} ({row['published']['source']})", row["unit"], row["verdict"]]
                for row in published
            ],
        )
    if others:
        yield from ("", f"<details><summary>{len(others)} more figures, with notes</summary>", "")
        yield from table(["", "ours", "unit", "note"], [[row["name"], measured(row), row["unit"], row["note"]] for row in others])
        yield from ("", "</details>")


def ratio_text(line):
    ratios = line["ratios"]
    return f"{ratio(statistics.median(ratios))} ({ratio(min(ratios))} to {ratio(max(ratios))})"


def ratio(value):
    """Two decimals below ten, one below a hundred."""
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def speed_page():
    yield "# Speed"
    yield ""
    yield "`make bench` runs Frugal and what a user would run instead in turn on one machine: how many times the other's speed, the"
    yield "median over the rounds and their range. Above one, Frugal is faster. Two cores of an AMD EPYC; made by"
    yield "`tools/make_figures.py` from [the records](../Benchmarks/results). \"Asked for\" is the bar that was set before measuring."
    for title, name in SPEEDS.items():
        record = load(BENCHMARKS, name)
        yield from ("", f"## {title}", "")
        yield f"[The record](../Benchmarks/results/{name}.json), libtorch {record['libtorch']}, {record['date'][:10]}."
        yield ""
        yield from table(
            ["", "beside", "times as fast", "rounds", "asked for", "of the matrix product's rate"],
            [
                [
                    line["name"], line["peer"], ratio_text(line), str(len(line["ratios"])),
                    number(line["target"]) if line.get("target") else "", f"{100 * line['share']:.0f} %" if "share" in line else "",
                ]
                for line in record["lines"]
            ],
        )


def headline(row, unit, korean):
    """A row's mean in three significant digits, with its unit."""
    value = number(float(f"{statistics.mean(row['values']):.3g}"))
    sign = "+" if unit.startswith("+") and not value.startswith("-") else ""
    unit = unit.removeprefix("+")
    return f"{sign}{value} {KOREAN_UNITS[unit] if korean else unit}".strip()


def headline_table(korean):
    head = ["", "우리", "발표치 또는 목표", ""] if korean else ["", "ours", "published, or the bar", ""]
    rows = []
    for name, row_name, english, korean_text, unit in HEADLINES:
        row = only([row for row in load(RECORDS, name)["rows"] if row["name"] == row_name], f"'{row_name}' in {name}.json")
        published = number(row["published"]["value"]) if "published" in row else ""
        link = f"[{'기록' if korean else 'record'}](docs/records/{name}.json)"
        rows.append([korean_text if korean else english, headline(row, unit, korean), published, link])
    return table(head, rows)


def fastest_table(korean):
    head = ["", "비교 대상", "몇 배 빠른가"] if korean else ["", "beside", "times as fast"]
    rows = []
    for name, line_name, peer, label, beside in FASTEST:
        lines = [line for line in load(BENCHMARKS, name)["lines"] if line["name"] == line_name and line["peer"] == peer]
        rows.append([label, beside, ratio_text(only(lines, f"'{line_name}' beside '{peer}' in {name}.json"))])
    return table(head, rows)


def between(text, name, lines, path):
    """The text with what stands between a table's two marks replaced."""
    opening, closing = f"<!-- {name}: made by tools/make_figures.py -->\n", f"<!-- end of {name} -->\n"
    if text.count(opening) != 1 or text.count(closing) != 1:
        sys.exit(f"make_figures: {path.name} must have the marks of '{name}' once: {opening.strip()} and {closing.strip()}")
    before, rest = text.split(opening)
    return before + opening + "\n".join(lines) + "\n" + closing + rest.split(closing)[1]


def files():
    """Each file with what it should hold."""
    yield ROOT / "docs/results.md", "\n".join(results_page()) + "\n"
    yield ROOT / "docs/speed.md", "\n".join(speed_page()) + "\n"
    for path, korean in [(ROOT / "README.md", False), (ROOT / "README.ko.md", True)]:
        text = between(path.read_text(), "results", headline_table(korean), path)
        yield path, between(text, "speed", fastest_table(korean), path)


def main():
    checks = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not checks:
        sys.exit(__doc__)
    drifted = [(path, text) for path, text in files() if not path.exists() or path.read_text() != text]
    if checks and drifted:
        names = ", ".join(str(path.relative_to(ROOT)) for path, _ in drifted)
        sys.exit(f"make_figures: not what the records say: {names}; run python3 tools/make_figures.py")
    for path, text in drifted:
        path.write_text(text)


if __name__ == "__main__":
    main()
