#!/usr/bin/python3
"""Measures our gradient step against PyTorch, NumPy and Eigen on one instance in one go.

usage: peers.py BUILD [--quick]

BUILD is the folder that holds step_figures. Prints `name: value` lines, ratios first. Every time is
the least processor time of repeated runs on one thread, so the figures hold on a busy machine too.
"""

import argparse
import os
import pathlib
import subprocess
import tempfile
import time

# One thread for everyone; must be set before the libraries load.
for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import numpy as np  # noqa: E402
import torch  # noqa: E402

SAMPLES, NEURONS, GAMMA, ALPHA, STEPS = 100, 512, 0.1, 0.01, 10


def load(folder, d):
    def read(name, *shape):
        return np.fromfile(folder / f"{name}.f64").reshape(shape)

    return {
        "x": read("x", SAMPLES, d),
        "w": read("w", NEURONS, d),
        "y": read("y", SAMPLES),
        "a": read("a", NEURONS),
        "z": read("z", NEURONS, SAMPLES),
    }


def numpy_steps(at):
    """One closure that takes a step; the weights are in the returned list."""
    x, y, a = at["x"], at["y"], at["a"]
    weights = [at["w"].copy()]

    def step():
        z = weights[0] @ x.T
        e = np.exp(-np.abs(z))
        value = GAMMA * z + (1 - GAMMA) * (np.maximum(z, 0) + np.log((1 + e) / 2))
        slope = GAMMA + (1 - GAMMA) * np.where(z > 0, 1.0, e) / (1 + e)
        pull = y / (1 + np.exp(y * (a @ value))) / SAMPLES
        weights[0] += ALPHA * ((a[:, None] * slope * pull) @ x)

    return step, weights


def torch_steps(at):
    x, y, a = (torch.from_numpy(at[k]) for k in "xya")
    weights = torch.from_numpy(at["w"].copy()).requires_grad_(True)

    def step():
        z = weights @ x.T
        value = GAMMA * z + (1 - GAMMA) * (torch.nn.functional.softplus(z) - np.log(2))
        loss = torch.nn.functional.softplus(-y * (a @ value)).mean()
        (gradient,) = torch.autograd.grad(loss, weights)
        with torch.no_grad():
            weights.sub_(ALPHA * gradient)

    return step, weights


def least_milliseconds(step, rounds):
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        step()
        best = min(best, time.process_time() - start)
    return 1e3 * best


def distance(weights, at):
    z = weights @ at["x"].T
    return np.abs(z - at["z"]).max() / np.abs(at["z"]).max()


def peer_figures(program, d, rounds):
    """Times both peers at dimension d and compares their pre-activations with ours."""
    figures = {}
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "write", folder, str(d), str(STEPS)], check=True)
        at = load(pathlib.Path(folder), d)
    for name, make in (("numpy", numpy_steps), ("pytorch", torch_steps)):
        step, weights = make(at)
        for _ in range(STEPS):
            step()
        final = weights[0] if name == "numpy" else weights.detach().numpy()
        figures[f"{name}_agreement_d{d}"] = distance(final, at)
        figures[f"{name}_step_ms_d{d}"] = least_milliseconds(step, rounds)
    return figures


def lines_of(command):
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return {k: float(v) for k, v in (line.split(": ") for line in out.splitlines())}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--quick", action="store_true", help="d = 1000 only, no memory runs")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    program = str(arguments.build / "step_figures")

    figures = lines_of([program, "speed"])
    dimensions = (1000,) if arguments.quick else (1000, 10000)
    for d in dimensions:
        figures.update(peer_figures(program, d, rounds=30 if d <= 1000 else 12))
        for peer in ("pytorch", "numpy"):
            figures[f"gd_step_vs_{peer}_d{d}"] = (
                figures[f"{peer}_step_ms_d{d}"] / figures[f"gd_step_ms_d{d}"]
            )
    if not arguments.quick:
        for form in ("span", "direct"):
            figures.update(lines_of([program, "memory", form, "100000"]))
        figures["gd_memory_direct_vs_span_d100000"] = (
            figures["gd_peak_memory_mb_direct_d100000"] / figures["gd_peak_memory_mb_span_d100000"]
        )

    ratios = [k for k in figures if "_vs_" in k]
    for name in sorted(ratios) + sorted(set(figures) - set(ratios)):
        print(f"{name}: {figures[name]:.4g}")


if __name__ == "__main__":
    main()
