"""Judges synthetic tiles by scikit-learn's random forest: what a forest of 300 trees that was trained on
them knows of the real test tiles, beside one trained on the real training tiles, on these twice, and on
both together; means over three seeds.

    python3 forest_judge.py TILES SYNTHETIC...

TILES is a folder of render-tiles, SYNTHETIC folders of sample-tiles (or render-tiles of recovered series).
Needs NumPy, scikit-learn and PyArrow.
"""
import sys

import numpy as np
import pyarrow.dataset as ds
from sklearn.ensemble import RandomForestClassifier

TREES, SEEDS = 300, 3


def read(folder):
    table = ds.dataset(folder + "/data", format="parquet").to_table(["pixels", "label", "split"])
    pixels = np.array(table["pixels"].to_pylist(), dtype=np.float32)
    return pixels, np.array(table["label"].to_pylist()), np.array(table["split"].to_pylist())


def accuracy(pixels, labels, others, truth):
    forests = [RandomForestClassifier(TREES, random_state=seed, n_jobs=-1) for seed in range(SEEDS)]
    return np.mean([forest.fit(pixels, labels).score(others, truth) for forest in forests])


pixels, labels, split = read(sys.argv[1])
train, test = split == "train", split == "test"
judge = lambda x, y: accuracy(x, y, pixels[test], labels[test])
both = lambda x, y: judge(np.vstack([pixels[train], x]), np.hstack([labels[train], y]))
print(f"{train.sum()} training and {test.sum()} test tiles")
print(f"original {judge(pixels[train], labels[train]):.3f}")
print(f"twice    {both(pixels[train], labels[train]):.3f}")
for folder in sys.argv[2:]:
    x, y, _ = read(folder)
    print(f"{folder}: {len(x)} tiles, synth {judge(x, y):.3f}, ori+synth {both(x, y):.3f}")
