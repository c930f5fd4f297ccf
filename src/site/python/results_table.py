"""Writes the tables "Runs" and "Every figure" of results.md from the exported experiments.

    python3 src/site/python/results_table.py

A row answers figures that stand together in paper-results.tsv. What answers them is told in ROWS by an experiment
under notebooks-exported and the names of its figures in experiment.json; where nothing does, the reason stands in
their place.
"""
import csv
import json
import math
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "src/site/markdown/results.md"
EXPORTED = ROOT / "notebooks-exported"
HEADING = "## Every figure\n"
RUNS_HEADING = "## Runs\n"
COLUMNS = ["where", "what, on which data", "the paper's", "ours", "n", "worse by", "run", "why, and what was tried"]


class Run:
    """An exported experiment."""

    def __init__(self, folder, data):
        self.folder, self.data = folder, data
        path = EXPORTED / folder / "experiment.json"
        self.json = json.loads(path.read_text()) if path.exists() else None

    def figure(self, what, source=None):
        found = [
            f
            for f in self.figures()
            if re.fullmatch(what, f["what"]) and (source is None or f["source"] == source)
        ]
        unique = {(f.get("value"), f.get("error"), f["n"]): f for f in found}
        if len(unique) != 1:
            sys.exit(f"{self.folder}: {len(unique)} figures are called {what} of {source}")
        return next(iter(unique.values()))

    def figures(self):
        ours = [f for comparison in self.json["comparisons"] for f in comparison["ours"]]
        return ours + self.json["figures"]

    def link(self):
        name = self.json["name"]
        return f"[{name}, {self.data}](../../../notebooks-exported/{self.folder}/experiment.html)"


def printed(figure):
    """A figure with its error to two digits, in the unit that the row names."""
    if "value" not in figure:
        return "no ratio"
    value, error = figure["value"], figure.get("error")
    if error is None or error == 0:
        return f"{value:.3g}".replace("-", "−")
    digits = max(0, 1 - math.floor(math.log10(error)))
    digits = min(digits, 1) if figure["unit"] in ("%", "points") else digits
    return f"{value:.{digits}f} ± {error:.{digits}f}".replace("-", "−")


FIDELITY_QUALITY = Run("fidelity-video-quality-bins", "qualities")
FIDELITY_IOT = Run("fidelity-iot-setup-pcap", "devices")
FIDELITY_ALEXA = Run("fidelity-alexa-commands", "commands")
CLASSIFIERS_QUALITY = Run("classifiers-video-quality-bins", "qualities")
CLASSIFIERS_IOT = Run("classifiers-iot-setup-pcap", "devices")
CLASSIFIERS_ALEXA = Run("classifiers-alexa-commands", "commands")
HIERARCHY = Run("hierarchy-video-web-iot", "all")
LIMITED_IOT = Run("limited-data-iot-setup-pcap", "devices")
LIMITED_TOR = Run("limited-data-web-tor-cells", "pages")
ANOMALY_QUALITY = Run("anomaly-video-quality-bins", "qualities")
ANOMALY_TITLES = Run("anomaly-video-titles", "titles")
EARLY_QUALITY = Run("early-video-quality-bins", "qualities")
EARLY_TITLES = Run("early-video-titles", "titles")
DIMENSIONS_QUALITY = Run("one-or-two-dimensions-video-quality-bins", "qualities")
DIMENSIONS_IOT = Run("one-or-two-dimensions-iot-setup-pcap", "devices")
FORMS = Run("series-or-image-video-titles", "titles")
HOW_MANY = Run("how-many-video-quality-bins", "qualities")
RUNS = [value for value in list(globals().values()) if isinstance(value, Run)]


class Answer:
    """Figures of an experiment, in the order of the paper's; worse: whether the paper's are better where they are more."""

    def __init__(self, run, *whats, source=None, label="", worse=True):
        self.run, self.label, self.worse = run, label, worse
        self.whats, self.source = whats, source

    def figures(self):
        return [self.run.figure(what, self.source) for what in self.whats]


def accuracy(trained_on):
    return "accuracy, cnn trained on " + trained_on


REAL = accuracy("real tiles")
SYNTHETIC = accuracy("Synthetic tiles")
BOTH = accuracy("Synthetic tiles and real tiles")
THREE = [REAL, SYNTHETIC, BOTH]
SERIES_MODEL = "synthetic-1d-cpu [(]sample-tiles[)]"
TWO_OR_ONE = [REAL, accuracy(SERIES_MODEL), SYNTHETIC, accuracy(SERIES_MODEL + " and real tiles"), BOTH]
FRECHET = "Fréchet distance, classifier features, "
NEARER = "Fréchet distance below that of hmm [(]train-baseline[)]"
ABOVE = "Synthetic tiles minus hmm [(]train-baseline[)], mean accuracy of .*"
SYNTHETIC_GAIN = accuracy("synthetic tiles minus on real ones")
BOTH_GAIN = accuracy("both minus on real ones")


def series_forms(share):
    return [f"accuracy, cnn trained on {form}.* of {share} traces" for form in ("series", "tiles")]


def anomalous(known, more=" and synthetic tiles"):
    return f"accuracy on anomalous classes, {known} real traces{more}"


def anomaly_gain(known):
    """The gain, or why there is no ratio."""
    return f"gain of {known} real traces and synthetic tiles over {known} real traces.*"


def entropy(what, synthetic):
    return f"{what}, ensemble trained on real{' and synthetic' if synthetic else ''} tiles"


GAIN_OF_SYNTHETIC = "gain over real tiles alone, cnn trained on Synthetic tiles"


NO_WW = "no public data of that form (WW) are at hand, and DoppelGANger was not run"
NO_PLATFORM = "no public data at hand hold titles of this platform"
NOT_RUN = "DoppelGANger and NetShare were not run; hidden Markov models stand in their place"
BALANCE = "balance brings as much: see the same traces repeated"
TITLES = "the CNN has not converged, a forest names 82 % of the same tiles; 200 to 1,200 updates tried ([quality](quality.md))"
QUALITIES = "neighbouring qualities overlap, a forest names 51 % of the same tiles; 250, 400 and 2,400 updates tried"
PAGES = "200, 600 and 1,200 updates tried"
DEVICES = "the CNN has not converged, a forest names 82 % of the same tiles; 200 to 1,200 updates, and ranks, tried"
COMMANDS = "eight training traces of each; a forest names 55 %; signed sizes in place of bytes by the second tried"
DIMENSIONS = "networks of the same shape and of the same size tried"
FORMS_TRIED = "the averages of a tile beside it show how much is lost by averaging; tiles have 32 pixels, the paper's 128"


def dimensions(run):
    """Distances of samples of two and of one dimension."""
    return (
        [
            Answer(run, FRECHET + "Synthetic tiles", label="two dimensions", worse=False),
            Answer(run, FRECHET + SERIES_MODEL, label="one", worse=False),
        ],
        DIMENSIONS,
    )


def how_many():
    """Trained on the originals, and on more and more synthetic tiles."""
    answers = [Answer(HOW_MANY, REAL, label="originals", worse=False)]
    if HOW_MANY.json:
        numbers = "accuracy, cnn trained on ([0-9]+) synthetic tiles"
        found = {re.fullmatch(numbers, figure["what"]) for figure in HOW_MANY.figures()}
        for match in sorted(filter(None, found), key=lambda match: int(match[1])):
            answers.append(Answer(HOW_MANY, match[0], label=match[1] + " synthetic", worse=False))
    return answers, QUALITIES


# By place, metric and data set: answers one after another and a remark, or the reason why nothing was measured.
ROWS = {
    ("Table 1", "accuracy L1 traffic", "D1+D2+D3"): (
        [Answer(HIERARCHY, *THREE, source="types")],
        "three kinds, which differ in length and padding before any content",
    ),
    ("Table 1", "accuracy L2 platform", "D1"): ([Answer(HIERARCHY, *THREE, source="report-sessions")], "three platforms"),
    ("Table 1", "accuracy L2 platform", "D3"): "no public data at hand hold commands to the speakers of several makers",
    ("Table 1", "accuracy L3 class", "D1-YT"): ([Answer(HIERARCHY, *THREE, source="report-titles")], TITLES),
    ("Table 1", "accuracy L3 class", "D1-Stan"): ([Answer(CLASSIFIERS_QUALITY, *THREE)], QUALITIES),
    ("Table 1", "accuracy L3 class", "D1-Netflix"): NO_PLATFORM + "; the row above has its feature",
    ("Table 1", "accuracy L3 class", "D2-DF"): ([Answer(HIERARCHY, *THREE, source="report-pages")], PAGES),
    ("Table 1", "accuracy L3 class", "D3-Google"): ([Answer(CLASSIFIERS_IOT, *THREE)], DEVICES),
    ("Table 1", "accuracy L3 class", "D3-Alexa"): ([Answer(CLASSIFIERS_ALEXA, *THREE)], COMMANDS),
    ("Table 2", "accuracy L3 class", "D1-Netflix"): ([Answer(DIMENSIONS_QUALITY, *TWO_OR_ONE)], DIMENSIONS),
    ("Table 2", "accuracy L3 class", "D3-Google"): ([Answer(DIMENSIONS_IOT, *TWO_OR_ONE)], DIMENSIONS),
    ("Table 3", "accuracy L3 class", "D1-YT"): (
        [Answer(FORMS, *series_forms("1,?600"), *series_forms("800"), *series_forms("400"))],
        FORMS_TRIED,
    ),
    ("Table 3", "accuracy L3 class", "D1-Stan"): NO_PLATFORM,
    ("Table 3", "accuracy L3 class", "D1-Netflix"): NO_PLATFORM,
    ("Abstract", "fidelity gain", "WW, D3-Google, D3-Alexa"): (
        [Answer(FIDELITY_IOT, NEARER), Answer(FIDELITY_ALEXA, NEARER)],
        NOT_RUN,
    ),
    ("Abstract", "downstream accuracy gain", "WW, D3-Google, D3-Alexa"): (
        [Answer(CLASSIFIERS_IOT, ABOVE), Answer(CLASSIFIERS_ALEXA, ABOVE)],
        NOT_RUN,
    ),
    ("Section 1", "fidelity gain", "WW"): NO_WW,
    ("Section 1", "fidelity gain", "D3"): ([Answer(FIDELITY_IOT, NEARER), Answer(FIDELITY_ALEXA, NEARER)], NOT_RUN),
    ("Section 1", "accuracy gain of synthetic over original, least", "use cases"): (
        [Answer(CLASSIFIERS_QUALITY, SYNTHETIC_GAIN), Answer(CLASSIFIERS_IOT, SYNTHETIC_GAIN)],
        "points; with few originals see Fig. 4",
    ),
    ("Section 1", "accuracy gain of synthetic over original, most", "use cases"): (
        [Answer(ANOMALY_TITLES, anomaly_gain(10), source="whole")],
        BALANCE,
    ),
    ("Section 1", "accuracy gain over baselines, least", "WW"): NO_WW,
    ("Section 1", "accuracy gain over baselines, most", "D3-Google"): ([Answer(CLASSIFIERS_IOT, ABOVE)], NOT_RUN),
    ("Fig. 2a", "FID", "D1"): (
        [
            Answer(FIDELITY_QUALITY, FRECHET + "Synthetic tiles", worse=False),
            Answer(FIDELITY_QUALITY, FRECHET + "real test tiles", label="real test tiles", worse=False),
        ],
        "other features, so values do not compare",
    ),
    ("Fig. 2a", "FID", "D3-Alexa"): (
        [
            Answer(FIDELITY_ALEXA, FRECHET + "Synthetic tiles", worse=False),
            Answer(FIDELITY_ALEXA, FRECHET + "real test tiles", label="real test tiles", worse=False),
        ],
        "other features, so values do not compare",
    ),
    ("Fig. 2a", "FID regarded as high fidelity", "any"): "a limit means nothing without n and features; the distance of real test tiles takes its place",
    ("Fig. 2b-c", "mean FID difference", "WW+D3"): NOT_RUN + ", and distances in other features do not subtract alike",
    ("Fig. 2b-c", "gain", "WW+D3"): ([Answer(FIDELITY_IOT, NEARER), Answer(FIDELITY_ALEXA, NEARER)], NOT_RUN),
    ("Fig. 2b", "FID difference", "WW"): NO_WW,
    ("Fig. 2b", "gain", "WW"): NO_WW,
    ("Fig. 2b", "FID, implied", "WW"): NO_WW + "; derived there from two other figures",
    ("Fig. 2c", "mean FID difference", "D3-Google+D3-Alexa"): NOT_RUN + ", and distances in other features do not subtract alike",
    ("Fig. 2c", "gain", "D3-Google+D3-Alexa"): (
        [Answer(FIDELITY_IOT, NEARER), Answer(FIDELITY_ALEXA, NEARER)],
        NOT_RUN,
    ),
    ("Fig. 2c", "FID, implied", "D3 mean"): (
        [
            Answer(FIDELITY_IOT, FRECHET + "hmm [(]train-baseline[)]", FRECHET + "Synthetic tiles", worse=False),
        ],
        NOT_RUN + "; other features",
    ),
    ("Fig. 3a", "mean accuracy difference over CNN, XGBoost, MLP, NB, RF", "WW"): NO_WW,
    ("Fig. 3b", "mean accuracy difference over CNN, XGBoost, MLP, NB, RF", "D3-Google"): ([Answer(CLASSIFIERS_IOT, ABOVE)], NOT_RUN),
    ("Fig. 3b", "mean accuracy difference over CNN, XGBoost, MLP, NB, RF", "D3-Alexa"): ([Answer(CLASSIFIERS_ALEXA, ABOVE)], NOT_RUN),
    ("Section 4.4.1", "mean accuracy change", "D2+D3"): (
        [Answer(CLASSIFIERS_IOT, SYNTHETIC_GAIN), Answer(CLASSIFIERS_ALEXA, SYNTHETIC_GAIN)],
        "of pages (D2) see Table 1",
    ),
    ("Section 4.4.1", "accuracy gain, least", "D1"): ([Answer(CLASSIFIERS_QUALITY, SYNTHETIC_GAIN)], QUALITIES),
    ("Section 4.4.1", "accuracy gain, most", "D1"): "one set stands for three; the row above",
    ("Section 4.4.1", "accuracy gain, least", "all"): (
        [Answer(CLASSIFIERS_IOT, BOTH_GAIN), Answer(CLASSIFIERS_ALEXA, BOTH_GAIN)],
        DEVICES,
    ),
    ("Section 4.4.1", "accuracy gain, most", "all"): ([Answer(CLASSIFIERS_QUALITY, BOTH_GAIN)], QUALITIES),
    ("Section 4.4.1", "L1 and L2 accuracy", "all"): (
        [
            Answer(HIERARCHY, REAL, SYNTHETIC, source="types", label="L1", worse=False),
            Answer(HIERARCHY, REAL, SYNTHETIC, source="report-sessions", label="L2", worse=False),
        ],
        "reached",
    ),
    ("Fig. 4a", "accuracy gain, few originals", "D2-DF"): (
        [Answer(LIMITED_TOR, GAIN_OF_SYNTHETIC, source="report-0.2")],
        PAGES,
    ),
    ("Fig. 4b", "accuracy gain, few originals", "D3-Google"): (
        [Answer(LIMITED_IOT, GAIN_OF_SYNTHETIC, source="report-0.25")],
        DEVICES,
    ),
    ("Fig. 5", "anomaly classes", "D1"): "a setting, `experiment.anomaly.anomalous`: 2, drawn anew in each run",
    ("Fig. 5", "legitimate classes", "D1"): "a setting, `experiment.anomaly.legitimate`: 5, drawn anew in each run",
    ("Fig. 5a", "mean gain, full trace", "D1"): (
        [
            Answer(ANOMALY_TITLES, anomaly_gain(5), source="whole", label="5 real traces"),
            Answer(ANOMALY_TITLES, anomaly_gain(10), source="whole", label="10"),
        ],
        BALANCE,
    ),
    ("Fig. 5a", "mean gain, first 45 s", "D1"): (
        [
            Answer(ANOMALY_QUALITY, anomaly_gain(5), source="beginning", label="5 real traces, 45 s"),
            Answer(ANOMALY_QUALITY, anomaly_gain(10), source="beginning", label="10"),
            Answer(ANOMALY_TITLES, anomaly_gain(10), source="beginning", label="a quarter of titles, 10"),
        ],
        BALANCE,
    ),
    ("Fig. 5a", "mean accuracy gain", "D1-Netflix-5"): (
        [
            Answer(ANOMALY_TITLES, anomalous(5, ""), source="whole", label="from", worse=False),
            Answer(ANOMALY_TITLES, anomalous(5), source="whole", label="to", worse=False),
            Answer(ANOMALY_TITLES, anomalous(5, ", repeated"), source="whole", label="the same traces repeated", worse=False),
        ],
        BALANCE,
    ),
    ("Fig. 5a", "mean accuracy gain", "D1-Netflix-10"): (
        [
            Answer(ANOMALY_TITLES, anomalous(10, ""), source="whole", label="from", worse=False),
            Answer(ANOMALY_TITLES, anomalous(10), source="whole", label="to", worse=False),
            Answer(ANOMALY_TITLES, anomalous(10, ", repeated"), source="whole", label="the same traces repeated", worse=False),
        ],
        BALANCE,
    ),
    ("Fig. 5b", "mean uncertainty, legitimate", "D1"): (
        [
            Answer(ANOMALY_TITLES, entropy("mean entropy of legitimate test tiles", True), source="whole", worse=False),
            Answer(ANOMALY_QUALITY, entropy("mean entropy of legitimate test tiles", True), source="whole", worse=False),
        ],
        "the paper's unit is not said",
    ),
    ("Fig. 5b", "mean uncertainty difference anomaly minus legitimate", "D1-Stan"): (
        [Answer(ANOMALY_TITLES, entropy("entropy of anomalous minus legitimate", True), source="whole")],
        "five members; whole traces and beginnings tried, with and without synthetic tiles",
    ),
    ("Fig. 5b", "mean uncertainty difference anomaly minus legitimate", "D1-Netflix"): (
        [Answer(ANOMALY_QUALITY, entropy("entropy of anomalous minus legitimate", True), source="whole")],
        "",
    ),
    ("Fig. 6a", "accuracy at 45 s", "D1"): (
        [Answer(EARLY_QUALITY, BOTH, source="report"), Answer(EARLY_TITLES, BOTH, source="report", label="a quarter of titles")],
        QUALITIES,
    ),
    ("Fig. 6a", "accuracy gain at 45 s", "D1"): (
        [Answer(EARLY_QUALITY, BOTH_GAIN), Answer(EARLY_TITLES, BOTH_GAIN, label="a quarter of titles")],
        "points",
    ),
    ("Section 4.4.3", "GASF conversion time", "any"): "0.03 ms by `paa` and 0.7 ms by `gamma-resize`, tiles of 128 pixels from 720 points ([performance](performance.md))",
    ("Section 4.5", "FID reduction 2D vs 1D DM", "D1-Netflix"): dimensions(DIMENSIONS_QUALITY),
    ("Section 4.5", "FID reduction 2D vs 1D DM", "D3-Google"): dimensions(DIMENSIONS_IOT),
    ("Section 4.5", "accuracy difference 2D minus 1D DM", "D1-Netflix"): "the difference of two figures of Table 2",
    ("Section 4.5", "accuracy difference 2D minus 1D DM", "D3-Google"): "the difference of two figures of Table 2",
    ("Appendix B", "2D over 1D accuracy, least", "D1"): "the least difference in Table 3",
    ("Appendix B", "2D over 1D accuracy, most", "D1"): "the greatest difference in Table 3",
    ("Fig. 8a", "synthetic images at which D1 reaches the original accuracy", "D1"): how_many(),
    ("Section 3", "gamma", "all"): "a setting, `render.gamma`: 0.25",
    ("Section 3", "A", "all"): "1, no setting",
    ("Section 3", "diffusion steps", "all"): "a setting, `train.schedule-steps`: 1000",
    ("Section 3", "U-Net layers", "all"): "four levels, for tiles of 32 pixels (`train.preset = cpu`)",
    ("Section 3", "train share", "all"): "a setting, `extract.train-share`: 80 %",
    ("Section 4.1", "classes", "D1-YT, D1-Stan, D1-Netflix"): "20 titles of one platform, five qualities",
    ("Section 4.1", "traces per video", "D1"): "100 of each title",
    ("Section 4.1", "duration", "D1"): "180 s of qualities; titles have no clock",
    ("Section 4.1", "bin width", "D1"): "0.25 s of qualities; 100 packets of titles",
    ("Section 4.1", "series length", "D1"): "720 of qualities, 320 of titles",
    ("Section 4.1", "classes", "D2-DF"): "20 pages",
    ("Section 4.1", "series length", "D2-DF"): "the first 1,600 cells, of which 50 make a pixel",
    ("Section 4.1", "classes", "D3-Google, D3-Alexa"): "31 devices, ten commands",
    ("Section 4.1", "traces", "D3"): "5 to 20 of each device, 10 of each command",
    ("Section 4.1", "series length", "D3"): "the first 300 packets of devices; 32 seconds of commands",
}


def answered(row, paper, before):
    """The cells behind the paper's figures; before: what stood there, which stays where no experiment is exported."""
    if isinstance(row, str):
        return [row, "", "", "", ""]
    answers, remark = row
    standing = [answer for answer in answers if answer.run.json]
    if not standing:
        return [before, "", "", "a page of an older commit", remark]
    ours, counts, worse, runs = [], [], [], []
    for answer in standing:
        figures = answer.figures()
        unit = {figure["unit"] for figure in figures if "value" in figure}
        text = "; ".join(printed(figure) for figure in figures)
        text += f" {unit.pop()}" if len(unit) == 1 and unit != {""} else ""
        ours.append(f"{answer.label}: {text}" if answer.label else text)
        counts += [str(figure["n"]) for figure in figures]
        runs.append(answer.run.link())
        if answer.worse and len(figures) == len(paper):
            worse.append("; ".join(below(theirs, figure) for theirs, figure in zip(paper, figures)))
    return [
        "; ".join(ours),
        ", ".join(dict.fromkeys(counts)),
        " and ".join(worse),
        ", ".join(dict.fromkeys(runs)),
        remark,
    ]


def below(theirs, figure):
    """How far our figure lies below the paper's."""
    try:
        difference = float(theirs["value"].strip("~<>")) - figure["value"]
    except (KeyError, ValueError):
        return "–"
    return f"{difference:.1f}" if difference > 0 else "no"


def theirs(figure):
    value = figure["value"] + (f" ± {figure['plus_minus']}" if figure["plus_minus"] else "")
    return f"{figure['scenario']} {value} {figure['unit']}".rstrip()


def table(before):
    with open(ROOT / "src/main/resources/paper-results.tsv", encoding="utf-8") as file:
        rows = [line for line in file if not line.startswith("#")]
    figures = list(csv.DictReader(rows, delimiter="\t"))
    groups = {}
    for figure in figures:
        groups.setdefault((figure["where"], figure["metric"], figure["dataset"]), []).append(figure)
    lines = ["| " + " | ".join(COLUMNS) + " |", "|---" * len(COLUMNS) + "|"]
    for (where, metric, data), paper in groups.items():
        cells = [where, f"{metric}, {data}", "; ".join(map(theirs, paper))]
        cells += answered(ROWS[where, metric, data], paper, before.get(tuple(cells), ""))
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


RUN_COLUMNS = ["run", "data", "test tiles", "model: steps, workers x tiles, units of its input", "synthetic tiles a class", "CNN: updates, seeds"]


def runs():
    lines = ["| " + " | ".join(RUN_COLUMNS) + " |", "|---" * len(RUN_COLUMNS) + "|"]
    for run in RUNS:
        if run.json:
            origin, settings = run.json["origin"], run.json["settings"]
            counts = sorted({figure["n"] for figure in run.figures() if figure["what"].startswith("accuracy")})
            model = "none"
            if "train.steps" in origin:
                model = f"{origin['train.steps']}, {origin['train.workers']} x {origin['train.batch']}, {origin['train.normalisation']}"
            cells = [
                run.link(),
                run.json["title"],
                ", ".join(map(str, counts)),
                model,
                origin.get("sample.per-class", "none"),
                f"{settings['evaluate.updates']}, {settings['evaluate.seeds']}",
            ]
            lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def main():
    page = PAGE.read_text(encoding="utf-8")
    begin = page.index("| run |", page.index(RUNS_HEADING))
    page = page[:begin] + runs() + page[page.index("\n\n", begin) + 1 :]
    begin = page.index("| where |", page.index(HEADING))
    rows = [line.strip("| ").split(" | ") for line in page[begin:].splitlines()]
    before = {tuple(row[:3]): row[3] for row in rows if len(row) > 3}
    PAGE.write_text(page[:begin] + table(before), encoding="utf-8")


if __name__ == "__main__":
    main()
