"""Writes judge-golden.json beside itself: figures of the judges, by SciPy and scikit-learn.

The inputs are formulas, so that the test can make them again: rows(n, d, a) of measure-golden.py.
Run with: python3 judge-golden.py (NumPy 1.24, SciPy 1.10, scikit-learn 1.2 or newer).
"""
import json
import os

import numpy as np
from scipy.spatial.distance import cdist, jensenshannon
from scipy.stats import entropy, spearmanr, wasserstein_distance
from sklearn.metrics import balanced_accuracy_score, confusion_matrix, f1_score, roc_auc_score
from sklearn.metrics.pairwise import polynomial_kernel, rbf_kernel
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import NearestNeighbors


def rows(n, d, a):
    i, j = np.meshgrid(np.arange(n), np.arange(d), indexing="ij")
    return np.sin(a + 7.1 * i + 3.3 * j) + 0.2 * np.cos(a * i * (j + 1.0))


def single(x):
    return x.astype(np.float32).astype(np.float64)


def unbiased(kernel, x, y):
    kx, ky, kxy = kernel(x), kernel(y), kernel(x, y)
    n, m = len(x), len(y)
    return float((kx.sum() - np.trace(kx)) / (n * (n - 1))
                 + (ky.sum() - np.trace(ky)) / (m * (m - 1)) - 2 * kxy.mean())


def by_class(kernel, x, cx, y, cy):
    """The discrepancy of two sets whose numbers of each class are given, and its standard error."""
    k = kernel(np.concatenate([x, y]), np.concatenate([x, y]))
    side, c = np.repeat([0, 1], [len(x), len(y)]), np.concatenate([cx, cy])
    np.fill_diagonal(k, 0)
    share = {u: (c == u).mean() for u in np.unique(c)}
    count = {(s, u): ((side == s) & (c == u)).sum() for s in (0, 1) for u in share}
    value, variance = 0.0, 0.0
    for (s, u), n in count.items():
        added = np.zeros(n)
        for (t, v), m in count.items():
            block = k[np.ix_((side == s) & (c == u), (side == t) & (c == v))]
            added += (1 if s == t else -1) * share[v] * block.sum(1) / (m - ((s, u) == (t, v)))
        value += share[u] * added.mean()
        variance += 4 * share[u] ** 2 * added.var(ddof=1) / n
    return value, variance ** 0.5


def chance_by_class(kernel, x, cx, y, cy, divisions):
    rng, both, c = np.random.default_rng(1), np.concatenate([x, y]), np.concatenate([cx, cy])
    truth, at_least = by_class(kernel, x, cx, y, cy)[0], 0
    for _ in range(divisions):
        place = np.arange(len(c))
        for u in np.unique(c):
            place[c == u] = rng.permutation(place[c == u])
        z = both[place]
        at_least += by_class(kernel, z[:len(x)], cx, z[len(x):], cy)[0] >= truth
    return at_least / divisions


def manifolds(real, made, k):
    radius = lambda x: NearestNeighbors(n_neighbors=k + 1).fit(x).kneighbors(x)[0][:, k]
    rr, rm, d = radius(real), radius(made), cdist(real, made)
    inside = d <= rr[:, None]
    median = np.sort(rr)[(len(rr) - 1) // 2]
    clipped = d <= np.minimum(rr, median)[:, None]
    return {"precision": float(inside.any(0).mean()), "recall": float((d <= rm[None]).any(1).mean()),
            "coverage": float(inside.any(1).mean()),
            "clipped_density": float(np.minimum(1, clipped.sum(0) / k).mean()),
            "clipped_coverage": float(np.minimum(1, inside.sum(1) / k).mean())}


def two_sample(x, y):
    """Five folds, the fold of an example the rest of its place by five."""
    data = np.concatenate([x, y])
    classes = np.repeat([0, 1], [len(x), len(y)])
    folds = np.concatenate([np.arange(len(x)) % 5, np.arange(len(y)) % 5])
    scores, areas = np.zeros(len(data)), []
    for fold in range(5):
        held = folds == fold
        joint = GaussianNB().fit(data[~held], classes[~held])._joint_log_likelihood(data[held])
        scores[held] = joint[:, 1] - joint[:, 0]
        areas.append(roc_auc_score(classes[held], scores[held]))
    return {"accuracy": float(balanced_accuracy_score(classes, scores > 0)),
            "area": float(np.mean(areas))}


x, y = rows(24, 6, 1.0), rows(30, 6, 2.5)
fx, fy = single(rows(24, 6, 1.0)), single(rows(30, 6, 2.5))
a, b = x[:, 0], np.concatenate([y[:, 1], [2.0, 2.0]])
p, q = np.abs(x[0]) / np.abs(x[0]).sum(), np.abs(y[3]) / np.abs(y[3]).sum()
true, named = (np.arange(40) * 7 // 3) % 4, (np.arange(40) * 5 // 2) % 4
classes = np.arange(24) % 3
naive = GaussianNB().fit(fx, classes)
cx, cy = np.arange(24) % 3, np.searchsorted([5, 18], np.arange(30), side="right")
cubic = lambda *v: polynomial_kernel(*v, degree=3, gamma=1 / 6, coef0=1)
wide = lambda *v: rbf_kernel(*v, gamma=1 / (2 * 1.7 ** 2))
golden = {
    "by_class": {"kid": by_class(cubic, x, cx, y, cy)[0], "kid_error": by_class(cubic, x, cx, y, cy)[1],
                 "mmd": by_class(wide, x, cx, y, cy)[0], "mmd_error": by_class(wide, x, cx, y, cy)[1],
                 "chance": chance_by_class(wide, x, cx, y, cy, 4000)},
    "kid": unbiased(cubic, x, y),
    "mmd": {"width": 1.7, "value": unbiased(wide, x, y)},
    "median_distance": float(np.median(cdist(np.concatenate([x, y]), np.concatenate([x, y]))[np.tril_indices(54, -1)])),
    "emd": float(wasserstein_distance(a, b)),
    "entropy": {"nats": float(entropy(p)), "bits": float(entropy(q, base=2))},
    "jsd": float(jensenshannon(np.histogram(a, np.linspace(-1.3, 1.3, 9))[0],
                               np.histogram(b.clip(-1.3, 1.3), np.linspace(-1.3, 1.3, 9))[0], base=2) ** 2),
    "manifolds": {"neighbours": 5, **manifolds(x, y, 5)},
    "two_sample": two_sample(fx, fy),
    "confusion": {"counts": confusion_matrix(true, named).tolist(),
                  "f1": f1_score(true, named, average=None).tolist(),
                  "macro_f1": float(f1_score(true, named, average="macro")),
                  "accuracy": float((true == named).mean())},
    "naive_bayes": {"joint": naive._joint_log_likelihood(fy[:4]).tolist(),
                    "predicted": naive.predict(fy).tolist()},
    "rank_correlation": float(spearmanr([0.9, 0.7, 0.7, 0.5, 0.2], [0.8, 0.75, 0.6, 0.3, 0.4])[0]),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "judge-golden.json")
with open(path, "w") as out:
    json.dump(golden, out, indent=1)
    out.write("\n")
