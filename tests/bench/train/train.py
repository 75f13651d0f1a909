#!/usr/bin/env python3
"""Trains the model that tells a story's blocks (src/article/model.bin).

    pip install lightgbm==4.7.0 numpy==2.* rapidfuzz==3.* xxhash==3.*
    cargo build --release --features train --example evidence
    python3 tests/bench/train/train.py BENCH [--cv] [--out src/article/model.bin]

BENCH is a folder with one folder per set, each with `pages.jsonl.xz` ({id, url, html} a line) and
`gold.json` ({id: {text, url, news}}). The sets used are named in SETS: article-extraction-dataset
(Apache-2.0), fundus (MIT), magic-html (Apache-2.0), zh-immortal (MIT), BoilerNet's Google-Trends
pages, CleanPortalEval and web-content-extraction-benchmark (CC BY 4.0). Of the pages of PARTLY
(trafilatura's evaluation, Apache-2.0) only a few snippets are known, to keep (`with`) and to leave out
(`without`): a model of the others says what the rest of their blocks are (self-training, Scudder 1965),
so that pages of many more sites tell what is common to sites. Research-only sets are not read.

`--cv` prints, per set, what five folds that share no site give: the shingle F1 of the texts that whole
readings give with models of the story which saw no page of the site (the model of kinds is the shipped one).

Trees split at random thresholds (extremely randomized trees, Geurts et al. 2006), which holds on sites
that no page was seen of; their numbers are rounded, so that the file packs well. The rows come from the
core itself (`evidence`), the labels from `labels.py`. One thread, fixed seeds and deterministic histograms
make the file the same bit for bit wherever the same version runs."""

import argparse
import json
import lzma
import pathlib
import re
import subprocess
import sys
import tempfile
import zlib

import lightgbm
import numpy

from labels import clean, grams, shares, words
from trees import model_bytes

SETS = ["n4k", "fundus-tests", "magic-article", "zh-immortal", "gtrends", "cleanportal", "wcxb-dev"]
PARTLY = "trafeval"
ROUNDS = 300
TEACHER_ROUNDS = 240
FOLDS = 5
# Share of a page's true text that its blocks have at least.
LEAST_FOUND = 0.3
# How much pages count of which little is known, and how much more their known blocks.
PARTLY_TRUST, KNOWN = 0.3, 10
SETTINGS = {
    "objective": "cross_entropy",
    "extra_trees": True,
    "learning_rate": 0.09,
    "num_leaves": 16,
    "max_bin": 63,
    "min_data_in_leaf": 100,
    "min_sum_hessian_in_leaf": 1e-2,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 10,
    "seed": 4,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
ROOT = pathlib.Path(__file__).resolve().parents[3]


def site(url, page):
    host = re.match(r"https?://([^/:]+)", url or "")
    parts = (host.group(1) if host else page).lower().split(".")
    country = len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2
    return ".".join(parts[-3:] if country else parts[-2:])


def core(pages, *model):
    """What the core's `evidence` says of raw page lines; given the path of a model, how it reads them."""
    program = ROOT / "target" / "release" / "examples" / "evidence"
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, f"{folder}/out", *model], input=pages, check=True)
        lines = [json.loads(line) for line in open(f"{folder}/out.jsonl", encoding="utf-8")]
        if model:
            return lines
        rows = numpy.fromfile(f"{folder}/out.f32", dtype=numpy.float32)
    rows = rows.reshape(-1, next(line["width"] for line in lines if line["width"]))
    at = 0
    for line in lines:
        line["rows"] = rows[at : at + len(line["blocks"])]
        at += len(line["blocks"])
    return lines


def read_set(bench, name):
    """The pages of a set that have blocks, with what is known of them."""
    gold = json.load(open(bench / name / "gold.json", encoding="utf-8"))
    suspect = bench / name / "suspect.json"
    doubted = set(json.load(open(suspect))) if suspect.exists() else set()
    for page in core(lzma.open(bench / name / "pages.jsonl.xz").read()):
        truth = gold.get(page["id"], {})
        page["set"], page["site"] = name, site(truth.get("url"), page["id"])
        page["doubted"] = page["id"] in doubted
        page["trust"] = (0.2 if page["doubted"] else 1) * (1 if truth.get("news") else 0.9)
        if page["blocks"]:
            yield page, truth


def load(bench):
    """Pages whose text is known."""
    for name in SETS:
        for page, truth in read_set(bench, name):
            if truth.get("text", "").strip():
                pairs = shares(page["blocks"], truth["text"])
                page["belongs"] = numpy.array([share for share, _ in pairs])
                page["words"] = numpy.array([count for _, count in pairs], dtype=float)
                page["text"] = truth["text"]
                found = (page["belongs"] * page["words"]).sum() / max(1, len(words(truth["text"])))
                # A page that does not show its text (it is hidden, or in a wrong encoding) teaches nothing.
                page["trust"] *= found >= LEAST_FOUND
                yield page


def load_partly(bench):
    """Pages of which snippets are known."""
    for page, truth in read_set(bench, PARTLY):
        known = numpy.full(len(page["blocks"]), numpy.nan)
        for at, block in enumerate(map(spaced, page["blocks"])):
            # Shorter ones stand in what is meant and in what is not.
            if any(spaced(wanted) in block for wanted in truth.get("with", ()) if len(wanted) > 10):
                known[at] = 1
            elif any(spaced(unwanted) in block for unwanted in truth.get("without", ()) if len(unwanted) > 5):
                known[at] = 0
        if (known == 1).any():
            page["known"], page["trust"] = known, PARTLY_TRUST
            page["words"] = numpy.array([len(words(block)) for block in page["blocks"]], dtype=float)
            yield page


def spaced(text):
    return " ".join(clean(text).split())


def weights(page):
    """Long blocks matter more, and every page about the same."""
    story = max(30, float((page["belongs"] * page["words"]).sum()))
    own = (numpy.minimum(page["words"], 200) / story) ** 0.8 * page["trust"] + 1e-4
    return own * numpy.where(numpy.isnan(page["known"]), 1, KNOWN) if "known" in page else own


def boost(pages, rounds):
    weight = numpy.concatenate([weights(page) for page in pages])
    data = lightgbm.Dataset(
        numpy.concatenate([page["rows"] for page in pages]),
        numpy.concatenate([page["belongs"] for page in pages]),
        weight=weight / weight.mean(),
    )
    return lightgbm.train(SETTINGS, data, rounds)


def fit(pages, partly):
    """A model of pages that are known, and of others by what a first model makes of them."""
    teacher = boost(pages, TEACHER_ROUNDS)
    for page in partly:
        unknown = numpy.isnan(page["known"])
        page["belongs"] = numpy.where(unknown, teacher.predict(page["rows"]), page["known"])
    return boost(pages + partly, ROUNDS)


def cross_validate(bench, pages, partly):
    fold = lambda page: zlib.crc32(page["site"].encode()) % FOLDS
    texts = {}
    for out in range(FOLDS):
        seen = lambda page: fold(page) != out
        model = fit(list(filter(seen, pages)), list(filter(seen, partly)))
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "model.bin")
            path.write_bytes(model_bytes([stage(model)]))
            for name in SETS:
                unseen = {page["id"] for page in pages if page["set"] == name and not seen(page)}
                raw = lzma.open(bench / name / "pages.jsonl.xz").read().splitlines()
                raw = b"\n".join(line for line in raw if json.loads(line)["id"] in unseen)
                texts.update(((name, line["id"]), line["text"]) for line in core(raw, path))
    for name in SETS:
        of = [page for page in pages if page["set"] == name and not page["doubted"]]
        scores = [shingle_f1(texts[name, page["id"]], page["text"]) for page in of]
        print(f"{name:14} pages {len(of):4}  shingle F1 {numpy.mean(scores):.4f}")


def stage(model):
    """The one stage of the file."""
    dump = model.dump_model()
    return dump["max_feature_idx"] + 1, [tree["tree_structure"] for tree in dump["tree_info"]]


def shingle_f1(text, truth):
    """F1 of the word 4-grams of a text."""
    got, wanted = grams(words(text)), grams(words(truth))
    return 2 * len(got & wanted) / max(1, len(got) + len(wanted))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("bench", type=pathlib.Path)
    arguments.add_argument("--cv", action="store_true")
    arguments.add_argument("--out", type=pathlib.Path, default=ROOT / "src/article/model.bin")
    given = arguments.parse_args()
    pages, partly = list(load(given.bench)), list(load_partly(given.bench))
    blocks = sum(len(page["blocks"]) for page in pages)
    print(f"{len(pages)} pages, {blocks} blocks; of {len(partly)} a part is known", file=sys.stderr)
    if given.cv:
        cross_validate(given.bench, pages, partly)
    given.out.write_bytes(model_bytes([stage(fit(pages, partly))]))
    print(f"{given.out}: {given.out.stat().st_size} bytes", file=sys.stderr)


main()
