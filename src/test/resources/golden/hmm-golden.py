"""Writes hmm-golden.json beside itself: likelihoods and rounds of Baum and Welch by NumPy.

Not by forward and backward passes: every path of hidden states is weighed by itself, so short
sequences only. Run with: python3 hmm-golden.py (NumPy 1.24 or newer).
"""
import itertools
import json
import os

import numpy as np

START = np.array([0.5, 0.3, 0.2])
TRANSITIONS = np.array([[0.7, 0.2, 0.1], [0.3, 0.4, 0.3], [0.0, 0.5, 0.5]])
EMISSIONS = np.array([[0.6, 0.3, 0.1, 0.0], [0.1, 0.4, 0.4, 0.1], [0.25, 0.25, 0.25, 0.25]])
SEQUENCES = [[0, 0, 1, 2, 1, 0, 0], [3, 2, 2, 1, 2], [1], [0, 1, 0, 0, 2, 3]]


def paths(model, symbols):
    start, transitions, emissions = model
    for path in itertools.product(range(len(start)), repeat=len(symbols)):
        p = start[path[0]] * emissions[path[0], symbols[0]]
        for before, after, symbol in zip(path, path[1:], symbols[1:]):
            p *= transitions[before, after] * emissions[after, symbol]
        yield path, p


def likelihood(model, symbols):
    return sum(p for _, p in paths(model, symbols))


def better(model):
    start, transitions, emissions = (np.zeros_like(a) for a in model)
    for symbols in SEQUENCES:
        whole = likelihood(model, symbols)
        for path, p in paths(model, symbols):
            start[path[0]] += p / whole
            for before, after in zip(path, path[1:]):
                transitions[before, after] += p / whole
            for state, symbol in zip(path, symbols):
                emissions[state, symbol] += p / whole
    return tuple(a / a.sum(-1, keepdims=True) for a in (start, transitions, emissions))


model = (START, TRANSITIONS, EMISSIONS)
logs = []
for _ in range(3):
    logs.append(float(sum(np.log(likelihood(model, s)) for s in SEQUENCES)))
    model = better(model)
result = {
    "sequences": SEQUENCES,
    "start": START.tolist(), "transitions": TRANSITIONS.tolist(), "emissions": EMISSIONS.tolist(),
    "log-likelihoods": logs,
    "first": float(np.log(likelihood((START, TRANSITIONS, EMISSIONS), SEQUENCES[0]))),
    "fitted-start": model[0].tolist(),
    "fitted-transitions": model[1].tolist(),
    "fitted-emissions": model[2].tolist(),
}
place = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hmm-golden.json")
with open(place, "w") as out:
    json.dump(result, out, indent=1)
    out.write("\n")
