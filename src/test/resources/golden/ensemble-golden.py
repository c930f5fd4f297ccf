"""Writes ensemble-golden.json beside itself: the uncertainty of an ensemble, by SciPy.

The inputs are formulas, so that the test can make them again: the predictions of a member are the
softmax of rows(n, d, a) of measure-golden.py, in single precision.
Run with: python3 ensemble-golden.py (NumPy 2.4, SciPy 1.17).
"""
import json
import os

import numpy as np
from scipy.special import softmax
from scipy.stats import bootstrap, entropy, mannwhitneyu


def rows(n, d, a):
    i, j = np.meshgrid(np.arange(n), np.arange(d), indexing="ij")
    return np.sin(a + 7.1 * i + 3.3 * j) + 0.2 * np.cos(a * i * (j + 1.0))


def ensemble(n, sharpness, members):
    return [softmax(sharpness * rows(n, 5, a), axis=1).astype(np.float32).astype(np.float64)
            for a in members]


def entropies(members):
    return entropy(np.mean(members, axis=0), axis=1)


members = [1.0, 1.3, 1.9, 2.6, 3.4]
known, unknown = entropies(ensemble(40, 3.0, members)), entropies(ensemble(25, 1.5, members))


def error(statistic):
    return float(bootstrap((known, unknown), statistic, n_resamples=20000, vectorized=False, method="percentile",
                           rng=np.random.default_rng(1)).standard_error)


def area(one, other):
    return mannwhitneyu(other, one).statistic / (len(one) * len(other))


golden = {
    "first_known": float(known[0]), "last_unknown": float(unknown[-1]),
    "known": {"mean": float(known.mean()), "error": float(known.std(ddof=1) / np.sqrt(len(known)))},
    "unknown": {"mean": float(unknown.mean())},
    "difference": {"value": float(unknown.mean() - known.mean()),
                   "error": error(lambda one, other: other.mean() - one.mean())},
    "area": {"value": float(area(known, unknown)), "error": error(area)},
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ensemble-golden.json")
with open(path, "w") as out:
    json.dump(golden, out, indent=1)
    out.write("\n")
