"""Writes measure-golden.json beside itself: figures of the metrics, by NumPy alone.

The inputs are formulas, so that the test can make them again: rows(n, d, a) and series(n).
Run with: python3 measure-golden.py (NumPy 1.24 or newer).
"""
import json
import os

import numpy as np


def rows(n, d, a):
    i, j = np.meshgrid(np.arange(n), np.arange(d), indexing="ij")
    return np.sin(a + 7.1 * i + 3.3 * j) + 0.2 * np.cos(a * i * (j + 1.0))


def frechet(x, y):
    """By the definition: roots of the eigenvalues of the product of the covariances."""
    cx, cy = np.cov(x, rowvar=False), np.cov(y, rowvar=False)
    eigenvalues = np.linalg.eigvals(cx @ cy)
    root = np.sqrt(np.clip(eigenvalues.real, 0, None)).sum()
    return float(((x.mean(0) - y.mean(0)) ** 2).sum() + np.trace(cx) + np.trace(cy) - 2 * root)


def series(n):
    k = np.arange(n)
    x = np.maximum(0, np.sin(0.37 * k) + np.sin(0.11 * k + 1) - 0.4)
    return x.astype(np.float32).astype(np.float64)


def domain(x, idle_below):
    active = np.abs(x) >= idle_below
    edges = np.flatnonzero(np.diff(np.concatenate([[0], active.astype(int), [0]])))
    starts, ends = edges[0::2], edges[1::2]
    gaps = starts[1:] - ends[:-1]
    c = x - x.mean()
    auto = [float((c[lag:] * c[:-lag]).sum() / (c * c).sum()) for lag in (1, 2, 4, 8)]
    return [float(np.abs(x).sum()), float(x.mean()), float(x.std()), float(np.abs(x).max()),
            float(1 - active.mean()), float(len(starts)), float((ends - starts).mean()),
            float(np.abs(x)[active].sum() / len(starts)), float(gaps.mean()), float(gaps.std()),
            float(gaps.max())] + auto


def divergence(x, y, low, high, bins):
    edges = np.linspace(low, high, bins + 1)
    p = np.histogram(np.clip(x, low, high), edges)[0] / x.size
    q = np.histogram(np.clip(y, low, high), edges)[0] / y.size
    m = (p + q) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.nansum(p * np.log2(p / m)) / 2 + np.nansum(q * np.log2(q / m)) / 2)


def nearest(x, y):
    return [float(v) for v in np.sqrt(((x[:, None] - y[None]) ** 2).sum(-1)).min(1)]


single = lambda x: x.astype(np.float32).astype(np.float64)
golden = {
    "frechet": [
        {"first": n, "second": m, "dimension": d, "distance": frechet(rows(n, d, 1.0), rows(m, d, 2.5))}
        for n, m, d in [(30, 40, 5), (12, 9, 3), (6, 5, 9), (4, 60, 8), (7, 7, 7)]
    ],
    "domain": {"samples": 200, "idle_below": 0.05, "features": domain(series(200), 0.05)},
    "divergence": divergence(single(rows(20, 30, 1.0)), single(rows(25, 30, 2.5) ** 2), -1.1, 1.05, 64),
    "nearest": nearest(single(rows(6, 10, 1.0)), single(rows(9, 10, 2.5))),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "measure-golden.json")
with open(path, "w") as out:
    json.dump(golden, out, indent=1)
    out.write("\n")
