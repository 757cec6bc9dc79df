#!/usr/bin/python3
"""Holds du2019's kernel and training curves against independent computations.

usage: peers_du2019.py BUILD

BUILD is the folder that holds du2019_figures. Prints `name: value` lines; the exit code is 1 when an
agreement is missed.
  - H-infinity, entry by entry, against numerical integration of the Gaussian expectation
  - its least eigenvalue against NumPy's of the integrated matrix
  - H-infinity against <df/dW, df/dW> of PyTorch's autograd at width 65,536
  - the losses of one training run against PyTorch, step by step
"""

import math
import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import torch

WIDTH, STEP = 65536, 0.1
torch.set_default_dtype(torch.float64)


def read(folder, name, *shape):
    return np.fromfile(folder / f"{name}.f64").reshape(shape)


def integrated(x, z):
    """x.z P(w.x >= 0, w.z >= 0): with w.x = s and w.z = s cos + t sin the inner integral over t is a
    normal distribution function; the outer one over s > 0 by Gauss-Legendre."""
    if x is z:
        return 0.5
    cos = float(x @ z)
    sin = math.sqrt(max(0.0, 1 - cos * cos))
    total = 0.0
    # The inner function changes within s ~ sin / |cos|: panels shrink towards 0.
    edges = [0.0] + [12 * 2.0**-k for k in range(40, -1, -1)]
    nodes, weights = np.polynomial.legendre.leggauss(24)
    for low, high in zip(edges, edges[1:]):
        s = low + (high - low) * (nodes + 1) / 2
        inner = np.array([0.5 * math.erfc(-v * cos / sin / math.sqrt(2)) for v in s])
        density = np.exp(-s * s / 2) / math.sqrt(2 * math.pi)
        total += (high - low) / 2 * float(np.sum(weights * inner * density))
    return cos * total


def autograd_kernel(points):
    """<df(x_i)/dW, df(x_j)/dW> of f = 1/sqrt(m) sum a_r relu(w_r . x)."""
    generator = torch.Generator().manual_seed(2019)
    x = torch.from_numpy(points)
    w = torch.randn(WIDTH, x.shape[1], generator=generator, requires_grad=True)
    a = torch.randint(0, 2, (WIDTH,), generator=generator) * 2.0 - 1
    rows = []
    for i in range(x.shape[0]):
        f = (a * torch.relu(w @ x[i])).sum() / math.sqrt(WIDTH)
        (grad,) = torch.autograd.grad(f, w)
        rows.append(grad.reshape(-1))
    g = torch.stack(rows)
    return (g @ g.T).numpy()


def torch_losses(folder, steps):
    x = torch.from_numpy(read(folder, "x", 50, 50))
    y = torch.from_numpy(read(folder, "y", 50))
    a = torch.from_numpy(read(folder, "a", 200))
    w = torch.from_numpy(read(folder, "w", 200, 50).copy()).requires_grad_(True)
    losses = []
    for _ in range(steps):
        loss = 0.5 * ((torch.relu(x @ w.T) @ a - y) ** 2).sum()
        losses.append(loss.item())
        (grad,) = torch.autograd.grad(loss, w)
        with torch.no_grad():
            w -= STEP * grad
    return np.array(losses)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    program = pathlib.Path(sys.argv[1]) / "du2019_figures"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([program, folder], check=True)
        points, ours = read(folder, "points", 12, 3), read(folder, "kernel", 12, 12)
        lambda_0 = read(folder, "lambda_0", 1)[0]
        losses = read(folder, "losses", 201)
        peer = torch_losses(folder, len(losses))
    rows = list(points)
    other = np.array([[integrated(p, q) for q in rows] for p in rows])
    least = np.linalg.eigvalsh(other)[0]
    wide = autograd_kernel(points)
    figures = {
        "du2019_kernel_vs_integration": (np.max(np.abs(ours - other)), 1e-12),
        "du2019_lambda_0_vs_integration": (abs(lambda_0 - least), 1e-12),
        # Entries are averages of m variables of deviation at most 1/2: five of their deviations.
        "du2019_kernel_vs_autograd_m65536": (np.max(np.abs(ours - wide)), 2.5 / math.sqrt(WIDTH)),
        "du2019_losses_vs_pytorch_relative": (np.max(np.abs(losses / peer - 1)), 1e-10),
    }
    for name, (value, most) in figures.items():
        print(f"{name}: {value:.3g}")
    print(f"du2019_lambda_0: {lambda_0:.12g}")
    print(f"du2019_losses_first_and_last: {losses[0]:.6g} {losses[-1]:.6g}")
    missed = [name for name, (value, most) in figures.items() if not value <= most]
    for name in missed:
        print(f"{name} is above {figures[name][1]:.3g}", file=sys.stderr)
    sys.exit(1 if missed else 0)


main()
