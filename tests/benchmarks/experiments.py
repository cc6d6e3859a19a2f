"""Speed of the experiments: many networks at once against one at a time, and against PyTorch on the same work.

    python tests/benchmarks/experiments.py            # one line an experiment; PyTorch where it is installed
    python tests/benchmarks/experiments.py gradients  # only those whose name contains the word
    python tests/benchmarks/experiments.py --rates    # the sweep over learning rates behind lesson 3's comparison

All ways of one line take turns in one run and the shortest round of each counts, so compare within a line only.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from relu_notes.experiments import at_zero, cost, dying, gradients, pieces, ring_training, sparsity, tents
from relu_notes.networks import Adam, initialise, squared_error, train

try:
    import torch
except ImportError:
    torch = None

Call = Callable[[], Any]


class Case(NamedTuple):
    """One experiment: as the package runs it, one network at a time, and in PyTorch.

    `slower_because` explains a way that beats the package; a line without one where PyTorch wins is marked.
    """

    name: str
    here: Call
    one_at_a_time: Call | None = None
    in_torch: Call | None = None
    slower_because: str = ""
    rounds: int = 5


# ------------------------------------------------------------------------------------------ lesson 3: gradients


def rng() -> np.random.Generator:
    """The same draws for every way."""
    return np.random.default_rng(0)


def layer_gradients(networks: int, depth: int, width: int, activation: str = "relu", **settings: Any) -> Case:
    """Gradient size by layer; PyTorch draws, multiplies and differentiates the same shapes in float64."""
    shape = {"depth": depth, "width": width, "weight_variance": 2, "batch_size": 32}

    def here() -> np.ndarray:
        return gradients.layer_gradient_norms(activation, networks=networks, rng=rng(), **shape)

    def one_at_a_time() -> list[np.ndarray]:
        generator = rng()
        return [gradients.layer_gradient_norms(activation, rng=generator, **shape) for _ in range(networks)]

    def in_torch() -> Any:
        x = torch.randn(networks, 32, width, dtype=torch.float64)
        x *= width**0.5 / x.norm(dim=-1, keepdim=True)
        pre_activations, h = [], x
        for _ in range(depth):
            z = h @ (torch.randn(networks, width, width, dtype=torch.float64) * (2 / width) ** 0.5)
            z.requires_grad_(True)
            z.retain_grad()
            pre_activations.append(z)
            h = getattr(torch, activation)(z)
        h.backward(torch.randn_like(h))
        return [z.grad.square().mean(dim=(1, 2)).sqrt() for z in pre_activations]

    name = f"gradients: {activation} {depth} x {width}, {networks} networks"
    return Case(name, here, one_at_a_time, in_torch if torch else None, **settings)


def rings_case(networks: int, depth: int, width: int, **settings: Any) -> Case:
    """Deep networks on two rings, gradient descent with momentum, float64."""
    shape = {"depth": depth, "width": width, "weight_variance": 2, "learning_rate": 0.01, "points": 32, "steps": 20}

    def here() -> np.ndarray:
        return ring_training.train_rings("relu", networks=networks, rng=rng(), **shape)

    def one_at_a_time() -> list[np.ndarray]:
        return [ring_training.train_rings("relu", networks=1, rng=rng(), **shape) for _ in range(networks)]

    def in_torch() -> Any:
        x, y = (torch.from_numpy(array) for array in ring_training.rings(32, rng=rng()))
        sizes = [2, *[width] * depth, 1]
        weights = [
            (torch.randn(networks, a, b, dtype=torch.float64) * (2 / a) ** 0.5).requires_grad_()
            for a, b in pairwise(sizes)
        ]
        biases = [torch.zeros(networks, 1, b, dtype=torch.float64, requires_grad=True) for b in sizes[1:]]
        return torch_train(
            weights, biases, x, y, torch.optim.SGD([*weights, *biases], lr=0.01, momentum=0.9), 20, torch_logistic
        )

    name = f"train_rings: {depth} x {width}, {networks} networks, 20 steps"
    return Case(name, here, one_at_a_time, in_torch if torch else None, **settings)


def adam_case(networks: int, **settings: Any) -> Case:
    """The training loop alone: 1-32-32-1, float32, Adam, 64 points, 100 steps."""
    x = np.linspace(-1, 1, 64)[:, None]
    y = np.sin(np.pi * x)

    def run(count: int) -> np.ndarray:
        nets = initialise([1, 32, 32, 1], networks=count, bias=0.0, dtype=np.float32, rng=rng())
        return train(nets, x, y, optimizer=Adam(0.005), steps=100, loss=squared_error)

    def in_torch() -> Any:
        sizes = [1, 32, 32, 1]
        weights = [(torch.randn(networks, a, b) * (2 / a) ** 0.5).requires_grad_() for a, b in pairwise(sizes)]
        biases = [torch.zeros(networks, 1, b, requires_grad=True) for b in sizes[1:]]
        inputs, targets = torch.from_numpy(x).float(), torch.from_numpy(y).float()
        optimizer = torch.optim.Adam([*weights, *biases], lr=0.005)
        return torch_train(weights, biases, inputs, targets, optimizer, 100, torch_squared)

    name = f"train with Adam: 1-32-32-1, {networks} networks, 100 steps"
    return Case(
        name,
        lambda: run(networks),
        lambda: [run(1) for _ in range(networks)],
        in_torch if torch else None,
        **settings,
    )


def growth_case(networks: int, depth: int, width: int, **settings: Any) -> Case:
    """Squared norms of many small networks, forward only."""
    shape = {"depth": depth, "width": width}

    def one_at_a_time() -> list[np.ndarray]:
        generator = rng()
        return [gradients.squared_norm_growth("relu", networks=1, rng=generator, **shape) for _ in range(networks)]

    def in_torch() -> Any:
        h = torch.randn(networks, 1, width, dtype=torch.float64)
        h *= width**0.5 / h.norm(dim=-1, keepdim=True)
        with torch.no_grad():
            for _ in range(depth):
                h = torch.relu(h @ (torch.randn(networks, width, width, dtype=torch.float64) * (2 / width) ** 0.5))
            return h.square().sum(dim=(1, 2)) / width

    return Case(
        f"squared norms: {depth} x {width}, {networks} networks",
        lambda: gradients.squared_norm_growth("relu", networks=networks, rng=rng(), **shape),
        one_at_a_time,
        in_torch if torch else None,
        **settings,
    )


#: Why PyTorch's elementwise functions are faster than ours.
_ELEMENTWISE = {
    "relu": "checking the input takes 1 to 2 of 4 microseconds, PyTorch's dispatch less",
    "tanh": "the same, and PyTorch's vector tanh is its own",
    "sigmoid": "several NumPy passes, exact to 4 units in the last place; PyTorch makes one pass, less exactly",
    "elu": "several NumPy passes, exact to 4 units in the last place; PyTorch makes one pass, less exactly",
    "gelu": "scipy's normal distribution function is no vector code, but exact far into the tail; PyTorch's erf is not",
}


def elementwise_case(name: str) -> Case:
    """One activation on 16384 float32 numbers; there are no networks to batch."""
    x = np.random.default_rng(0).standard_normal(1 << 14).astype(np.float32)
    call = cost._call(name, x)
    in_torch = None
    if torch:
        tensor, function = torch.from_numpy(x), getattr(torch, name, None) or getattr(torch.nn.functional, name)

        def in_torch() -> None:
            for _ in range(100):
                function(tensor)

    def here() -> None:
        for _ in range(100):
            call()

    return Case(f"cost: {name}, 16384 x float32, 100 times", here, None, in_torch, _ELEMENTWISE[name])


def torch_train(weights, biases, x, y, optimizer, steps, loss):
    """PyTorch's usual loop with batched products."""
    for _ in range(steps):
        a = x
        for layer, (w, b) in enumerate(zip(weights, biases, strict=True)):
            a = a @ w + b
            if layer < len(weights) - 1:
                a = torch.relu(a)
        optimizer.zero_grad()
        loss(a, y.expand_as(a)).backward()
        optimizer.step()
    return weights


def torch_logistic(output, target):
    """Summed over networks: each has its own mean."""
    return torch.nn.functional.binary_cross_entropy_with_logits(output, target, reduction="none").mean((1, 2)).sum()


def torch_squared(output, target):
    """Summed over networks: each has its own mean."""
    return (output - target).square().mean((1, 2)).sum()


def gradient_cases() -> list[Case]:
    """What lesson 3 runs, small and wide."""
    return [
        layer_gradients(64, 30, 16),
        layer_gradients(2, 30, 100),
        layer_gradients(8, 30, 256, rounds=3),
        layer_gradients(8, 30, 256, activation="tanh", rounds=3),
        growth_case(1000, 10, 10),
        rings_case(12, 30, 32, rounds=3),
        adam_case(50, rounds=3),
        *(elementwise_case(name) for name in ("relu", "tanh", "sigmoid", "elu", "gelu")),
    ]


# ------------------------------------------------------------------------- lessons 2 and 3: exact zeros, sparsity


def sparsity_case(networks: int, depth: int, width: int, **settings: Any) -> Case:
    """Outputs of every layer for 64 inputs, float32."""
    shape = {"depth": depth, "width": width, "inputs": 64}

    def one_at_a_time() -> list[Any]:
        generator = rng()
        return [sparsity.layer_activations(networks=1, rng=generator, **shape) for _ in range(networks)]

    def in_torch() -> Any:
        layers, h = [], torch.randn(64, width)
        with torch.no_grad():
            for _ in range(depth):
                h = torch.relu(h @ (torch.randn(networks, width, width) * (2 / width) ** 0.5))
                layers.append(h)
        return layers

    return Case(
        f"sparsity: {depth} x {width}, {networks} networks",
        lambda: sparsity.layer_activations(networks=networks, rng=rng(), **shape),
        one_at_a_time,
        in_torch if torch else None,
        **settings,
    )


def train_with_case(seeds: int, dtype: str, **settings: Any) -> Case:
    """8-32-1 on 32 samples, 100 plain steps."""

    def in_torch() -> Any:
        kind = getattr(torch, dtype)
        x = torch.randn(seeds, 32, 8).to(kind)
        y = x[..., :1] * x[..., 1:2]
        sizes = [8, 32, 1]
        weights = [(torch.randn(seeds, a, b) * (2 / a) ** 0.5).to(kind).requires_grad_() for a, b in pairwise(sizes)]
        biases = [(0.1 * torch.randn(seeds, 1, b)).to(kind).requires_grad_() for b in sizes[1:]]
        return torch_train(weights, biases, x, y, torch.optim.SGD([*weights, *biases], lr=0.05), 100, torch_squared)

    return Case(
        f"at_zero: train_with {dtype}, {seeds} seeds",
        lambda: at_zero.train_with(0.0, dtype=dtype, seeds=range(seeds)),
        lambda: [at_zero.train_with(0.0, dtype=dtype, seeds=[seed]) for seed in range(seeds)],
        in_torch if torch else None,
        **settings,
    )


def zero_output_case(networks: int, **settings: Any) -> Case:
    """1-16-1 with a ReLU on its output, 64 samples, 100 plain steps, float64."""

    def in_torch() -> Any:
        x = torch.rand(64, 1, dtype=torch.float64) * 2 - 1
        sizes = [1, 16, 1]
        weights = [torch.randn(networks, a, b, dtype=torch.float64) * (2 / a) ** 0.5 for a, b in pairwise(sizes)]
        parameters = [w.requires_grad_() for w in weights]
        parameters += [torch.zeros(networks, 1, b, dtype=torch.float64, requires_grad=True) for b in sizes[1:]]
        w1, w2, b1, b2 = parameters
        optimizer = torch.optim.SGD(parameters, lr=0.1)
        for _ in range(100):
            output = torch.relu(torch.relu(x @ w1 + b1) @ w2 + b2)
            optimizer.zero_grad()
            torch_squared(output, x.abs().expand_as(output)).backward()
            optimizer.step()
        return parameters

    return Case(
        f"at_zero: output layer from 0, {networks} networks",
        lambda: at_zero.zero_output_losses(0.5, networks=networks, rng=rng()),
        lambda: [at_zero.zero_output_losses(0.5, networks=1, rng=rng()) for _ in range(networks)],
        in_torch if torch else None,
        **settings,
    )


#: Three quarters of the time of these cases.
DRAWS = "the weights are drawn in float64, the same in every dtype; PyTorch draws float32"
#: Two fifths of the time at width 4, three fifths at width 8.
GENERATOR = "NumPy's generator takes 11 ns a normal number, PyTorch's 4"


def zero_cases() -> list[Case]:
    """What lessons 2 and 3 run on exact zeros and on sparsity, small and wide."""
    return [
        sparsity_case(64, 30, 8, slower_because=DRAWS),
        sparsity_case(16, 30, 48, slower_because=DRAWS),
        sparsity_case(4, 30, 256, rounds=3, slower_because=DRAWS),
        train_with_case(20, "float32"),
        train_with_case(20, "float16"),
        zero_output_case(20),
    ]


# ------------------------------------------------------------------------- lessons 4 and 5: dying, linear pieces


def born_dead_case(networks: int, depth: int, width: int, **settings: Any) -> Case:
    """Two inputs through many narrow networks; PyTorch carries the dead ones on, without rescaling."""
    shape = {"depth": depth, "width": width}

    def one_at_a_time() -> list[np.ndarray]:
        generator = rng()
        return [dying.born_dead(networks=1, rng=generator, **shape) for _ in range(networks)]

    def in_torch() -> Any:
        shares, h = [], torch.tensor([[1.0], [-1.0]]).expand(networks, 2, 1)
        with torch.no_grad():
            for _ in range(depth):
                h = torch.relu(h @ torch.randn(networks, h.shape[-1], width))
                shares.append((h == 0).all(dim=2).all(dim=1).float().mean())
        return shares

    return Case(
        f"born_dead: {depth} x {width}, {networks} networks",
        lambda: dying.born_dead(networks=networks, rng=rng(), **shape),
        one_at_a_time if networks <= 2000 else None,
        in_torch if torch else None,
        **settings,
    )


def train_sine_case(activation: str, seeds: int, **settings: Any) -> Case:
    """1-32-32-1 with biases at -2, Adam, 400 steps; one round of the other way is enough."""

    def run(count: int) -> dying.SineTraining:
        return dying.train_sine(activation, seeds=count, rng=rng())

    name = f"train_sine: {activation}, {seeds} seeds, 400 steps"
    return Case(name, lambda: run(seeds), lambda: [run(1) for _ in range(seeds)], None, rounds=1, **settings)


def pieces_case(name: str, call: Call, **settings: Any) -> Case:
    """Breakpoints; each network is followed alone, so there is no other way."""
    return Case(f"pieces: {name}", call, **settings)


def dying_cases() -> list[Case]:
    """What lessons 4 and 5 run, and the limits that their experiments keep."""
    return [
        born_dead_case(40_000, 20, 4, slower_because=GENERATOR),
        born_dead_case(40_000, 20, 8, rounds=3, slower_because=GENERATOR),
        born_dead_case(1000, 200, 3),
        train_sine_case("relu", 50),
        train_sine_case("gelu", 50),
        pieces_case("tent map, 2^16 pieces", lambda: pieces.breakpoints(*tents.tent_network(16))),
        pieces_case("tent map, 2^20 pieces", lambda: pieces.breakpoints(*tents.tent_network(20)), rounds=1),
        pieces_case(
            "50 random networks, 4 x 64",
            lambda: [pieces.breakpoints(*pieces.random_network([64] * 4, rng=rng())) for _ in range(50)],
        ),
    ]


# ------------------------------------------------------------------------------------------------------ the run

#: One function a topic; each returns its cases.
TOPICS: tuple[Callable[[], list[Case]], ...] = (gradient_cases, zero_cases, dying_cases)


def shortest_times(case: Case) -> dict[str, float]:
    """Seconds of each way: the ways take turns, the shortest round counts."""
    ways = {"here": case.here, "one at a time": case.one_at_a_time, "PyTorch": case.in_torch}
    calls = {way: call for way, call in ways.items() if call is not None}
    times = dict.fromkeys(calls, np.inf)
    for call in calls.values():
        call()
    for _ in range(case.rounds):
        for way, call in calls.items():
            start = time.perf_counter()
            call()
            times[way] = min(times[way], time.perf_counter() - start)
    return times


def report(case: Case) -> None:
    """Print one line: our time, and how many times longer the other ways took."""
    times = shortest_times(case)
    others = "  ".join(
        f"{way} {times[way] / times['here']:7.2f} x" if way in times else f"{way}       -  "
        for way in ("one at a time", "PyTorch")
    )
    note = ""
    if times.get("PyTorch", np.inf) < times["here"]:
        note = f"  {case.slower_because or '(slower than PyTorch: unexplained)'}"
    print(f"{case.name:58} {1e3 * times['here']:9.1f} ms  {others}{note}", flush=True)


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", help="only experiments whose name contains one of these words")
    options = parser.parse_args()
    print(
        f"NumPy {np.__version__}, PyTorch {torch.__version__ if torch else 'not installed'}; x: times as long as here"
    )
    for topic in TOPICS:
        for case in topic():
            if not options.words or any(word in case.name for word in options.words):
                report(case)


if __name__ == "__main__":
    main()
