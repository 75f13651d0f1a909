#!/usr/bin/env python3
"""Trains the model that tells a story's blocks (src/article/model.bin).

    pip install lightgbm==4.7.0 numpy==2.* rapidfuzz==3.* xxhash==3.*
    cargo build --release --features train --example evidence
    python3 tests/bench/train/train.py BENCH [--cv] [--out src/article/model.bin]

BENCH is a folder with one folder per set, each with `pages.jsonl.xz` ({id, url, html} a line) and
`gold.json` ({id: {text, url, news}}). The sets used are named in SETS: article-extraction-dataset
(Apache-2.0), fundus (MIT), magic-html (Apache-2.0), zh-immortal (MIT), BoilerNet's Google-Trends
pages, CleanPortalEval and web-content-extraction-benchmark (CC BY 4.0). Research-only sets are not
read. `--cv` prints, per set, what five folds that share no site give: the block-level F1 by words, and
the shingle F1 of the text that a whole reading makes of the page, kinds and all.

The rows come from the core itself (`evidence`), the labels from `labels.py`. One thread, fixed seeds
and deterministic histograms make the file the same bit for bit wherever the same version runs."""

import argparse
import json
import lzma
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import zlib

import lightgbm
import numpy

from labels import grams, shares, words

SETS = ["n4k", "fundus-tests", "magic-article", "zh-immortal", "gtrends", "cleanportal", "wcxb-dev"]
ROUNDS = 240
FOLDS = 5
SETTINGS = {
    "objective": "cross_entropy",
    "learning_rate": 0.06,
    "num_leaves": 12,
    "max_bin": 63,
    "min_data_in_leaf": 100,
    "min_sum_hessian_in_leaf": 1e-2,
    "feature_fraction": 0.25,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 10,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
MAGIC, VERSION, LEAF = b"WPGB", 1, 1 << 15
ROOT = pathlib.Path(__file__).resolve().parents[3]


def site(url, page):
    host = re.match(r"https?://([^/:]+)", url or "")
    parts = (host.group(1) if host else page).lower().split(".")
    country = len(parts) > 2 and len(parts[-2]) <= 3 and len(parts[-1]) == 2
    return ".".join(parts[-3:] if country else parts[-2:])


def core(pages, likely=None):
    """What the core's `evidence` says of raw page lines; with likelihoods of all blocks, what it
    makes of them."""
    program = ROOT / "target" / "release" / "examples" / "evidence"
    with tempfile.TemporaryDirectory() as folder:
        arguments = [program, f"{folder}/out"]
        if likely is not None:
            likely.astype("<f4").tofile(f"{folder}/likely.f32")
            arguments.append(f"{folder}/likely.f32")
        subprocess.run(arguments, input=pages, check=True)
        lines = [json.loads(line) for line in open(f"{folder}/out.jsonl", encoding="utf-8")]
        if likely is not None:
            return lines
        rows = numpy.fromfile(f"{folder}/out.f32", dtype=numpy.float32)
    rows = rows.reshape(-1, next(line["width"] for line in lines if line["width"]))
    at = 0
    for line in lines:
        line["rows"] = rows[at : at + len(line["blocks"])]
        at += len(line["blocks"])
    return lines


def load(bench):
    out = []
    for name in SETS:
        gold = json.load(open(bench / name / "gold.json", encoding="utf-8"))
        suspect = bench / name / "suspect.json"
        doubted = set(json.load(open(suspect))) if suspect.exists() else set()
        for page in core(lzma.open(bench / name / "pages.jsonl.xz").read()):
            truth = gold.get(page["id"], {})
            if not truth.get("text", "").strip() or not page["blocks"]:
                continue
            pairs = shares(page["blocks"], truth["text"])
            page["belongs"] = numpy.array([share for share, _ in pairs])
            page["words"] = numpy.array([count for _, count in pairs], dtype=float)
            page["text"] = truth["text"]
            page["set"], page["site"] = name, site(truth.get("url"), page["id"])
            page["trust"] = (0.2 if page["id"] in doubted else 1) * (1 if truth.get("news") else 0.6)
            out.append(page)
    return out


def weights(page):
    """Long blocks matter more, and every page about the same."""
    story = max(30, float((page["belongs"] * page["words"]).sum()))
    return (numpy.minimum(page["words"], 200) / story) ** 0.8 * page["trust"] + 1e-4


def fit(pages):
    weight = numpy.concatenate([weights(page) for page in pages])
    data = lightgbm.Dataset(
        numpy.concatenate([page["rows"] for page in pages]),
        numpy.concatenate([page["belongs"] for page in pages]),
        weight=weight / weight.mean(),
    )
    return lightgbm.train(SETTINGS, data, ROUNDS)


def cross_validate(bench, pages):
    fold = [zlib.crc32(page["site"].encode()) % FOLDS for page in pages]
    for out in range(FOLDS):
        model = fit([page for page, own in zip(pages, fold) if own != out])
        for page, own in zip(pages, fold):
            if own == out:
                page["likely"] = model.predict(page["rows"])
    for name in SETS:
        readings = read_again(bench, name, pages)
        of = [page for page in pages if page["set"] == name and page["trust"] >= 0.6]
        blocks, texts = [], []
        for page in of:
            taken = (page["likely"] > 0.5) * page["words"]
            true = page["belongs"] * page["words"]
            blocks.append(2 * (taken * page["belongs"]).sum() / max(1, taken.sum() + true.sum()))
            texts.append(shingle_f1(readings[page["id"]], page["text"]))
        print(
            f"{name:14} pages {len(of):4}  block F1 by words {numpy.mean(blocks):.4f}"
            f"  shingle F1 of the reading {numpy.mean(texts):.4f}"
        )


def read_again(bench, name, pages):
    """The texts of the readings that the core makes, given what a model that never saw the site
    thinks of each block."""
    known = {page["id"]: page["likely"] for page in pages if page["set"] == name}
    raw = lzma.open(bench / name / "pages.jsonl.xz").read()
    likely = [known.get(page["id"], numpy.zeros(len(page["blocks"]))) for page in core(raw)]
    return {line["id"]: line["text"] for line in core(raw, numpy.concatenate(likely))}


def shingle_f1(text, truth):
    """F1 of the word 4-grams of a text."""
    got, wanted = grams(words(text)), grams(words(truth))
    return 2 * len(got & wanted) / max(1, len(got) + len(wanted))


def largest_f32(value):
    """The largest 32-bit float that is not above a 64-bit one: `x <= value` stays what it was."""
    single = numpy.float32(value)
    return single if float(single) <= value else numpy.nextafter(single, numpy.float32(-numpy.inf))


def tree_bytes(root):
    nodes, leaves = [], []

    def visit(node):
        if "leaf_value" in node:
            leaves.append(node["leaf_value"])
            return LEAF + len(leaves) - 1
        own = len(nodes)
        nodes.append(None)
        left, right = visit(node["left_child"]), visit(node["right_child"])
        nodes[own] = (node["split_feature"], largest_f32(node["threshold"]), left, right)
        return own

    visit(root)
    out = struct.pack("<H", len(nodes))
    out += b"".join(struct.pack("<HfHH", *node) for node in nodes)
    return out + b"".join(struct.pack("<f", leaf) for leaf in leaves)


def model_bytes(models):
    import xxhash

    body = struct.pack("<I", len(models))
    for model in models:
        dump = model.dump_model()
        body += struct.pack("<II", dump["max_feature_idx"] + 1, len(dump["tree_info"]))
        body += b"".join(tree_bytes(tree["tree_structure"]) for tree in dump["tree_info"])
    return MAGIC + struct.pack("<IQ", VERSION, xxhash.xxh3_64_intdigest(body)) + body


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("bench", type=pathlib.Path)
    arguments.add_argument("--cv", action="store_true")
    arguments.add_argument("--out", type=pathlib.Path, default=ROOT / "src/article/model.bin")
    given = arguments.parse_args()
    pages = load(given.bench)
    print(f"{len(pages)} pages, {sum(len(page['blocks']) for page in pages)} blocks", file=sys.stderr)
    if given.cv:
        cross_validate(given.bench, pages)
    given.out.write_bytes(model_bytes([fit(pages)]))
    print(f"{given.out}: {given.out.stat().st_size} bytes", file=sys.stderr)


main()
