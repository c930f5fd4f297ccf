"""Writes privacy-golden.json beside itself: areas and true positives of score sets by scikit-learn.

Run with: python3 privacy-golden.py (NumPy 1.24, scikit-learn 1.2 or newer).
"""
import json
import os
import re

import numpy as np
from sklearn.metrics import roc_auc_score, roc_curve

rng = np.random.default_rng(5)
CASES = {
    "shifted": (rng.normal(0.8, 1, 150), rng.normal(0, 1, 230)),
    "ties": (rng.integers(0, 6, 90) / 4, rng.integers(0, 5, 70) / 4),
    "few": (np.array([0.5, 0.25, 2.0]), np.array([0.5, -1.0])),
    "reversed": (rng.normal(-1, 1, 60), rng.normal(1, 0.5, 40)),
}


def figures(members, others):
    truth = np.r_[np.ones(len(members)), np.zeros(len(others))]
    scores = np.r_[members, others]
    false, true, _ = roc_curve(truth, scores, drop_intermediate=False)
    return {
        "members": [round(float(x), 4) for x in members],
        "others": [round(float(x), 4) for x in others],
        "auc": float(roc_auc_score(truth, scores)),
        "tpr-at-1": float(true[false <= 0.01].max()),
        "tpr-at-10": float(true[false <= 0.1].max()),
    }


cases = {k: figures(np.round(m, 4), np.round(o, 4)) for k, (m, o) in CASES.items()}
place = os.path.join(os.path.dirname(os.path.abspath(__file__)), "privacy-golden.json")
with open(place, "w") as out:
    # An array on one line.
    text = json.dumps(cases, indent=1)
    out.write(re.sub(r"\[\s+([^\]]*?)\s+\]", lambda m: "[" + " ".join(m.group(1).split()) + "]", text) + "\n")
