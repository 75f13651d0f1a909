"""Ours and its peers on the same stories in the same run: quality and time, ratios first.

    run.py PROGRAM SET OUT.md

PROGRAM is the built `overlap_peers` example, SET a folder with stories.jsonl.gz and pairs.jsonl.gz. A seeded sample of
labelled pairs is judged by everybody, in rounds: each round runs ours and then each peer, and medians over the rounds
are given, so that a busy machine is busy for all. A peer that gives a likeness gets the threshold that is best for it
on these very pairs. `copy` is exact or syndicated against the rest; `reuse` any shared text against none."""
import collections
import difflib
import gzip
import json
import random
import re
import statistics
import subprocess
import sys
import time

import rapidfuzz.fuzz
from datasketch import MinHash
from rensa import RMinHash

PAIRS, ROUNDS, PERMUTATIONS = 600, 5, 128
COPY = ("exact", "syndicated")
REUSE = COPY + ("partial", "shared-quotes")
WORD = re.compile(r"\w+")


def lines(path):
    with gzip.open(path, "rt") as file:
        return [json.loads(line) for line in file if line.strip()]


def load(folder):
    bodies = {story["id"]: story["body"] for story in lines(f"{folder}/stories.jsonl.gz")}
    gold = [pair for pair in lines(f"{folder}/pairs.jsonl.gz") if pair["relation"] in REUSE + ("unrelated",)]
    kinds = collections.defaultdict(list)
    for pair in gold:
        kinds[pair["relation"]].append(pair)
    dice = random.Random(1)
    sample = [pair for _, some in sorted(kinds.items()) for pair in dice.sample(some, min(len(some), PAIRS // len(kinds)))]
    names = sorted({name for pair in sample for name in (pair["a"], pair["b"])})
    number = {name: at for at, name in enumerate(names)}
    return [bodies[name] for name in names], [(number[p["a"]], number[p["b"]]) for p in sample], sample


def shingles(text, size=4):
    words = WORD.findall(text.lower())
    return [" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1))]


def timed(work, count):
    begin = time.perf_counter()
    result = work()
    return result, (time.perf_counter() - begin) * 1e6 / count


def ours(program, stories, pairs):
    asked = json.dumps({"stories": stories, "pairs": pairs})
    said = json.loads(subprocess.run([program], input=asked, capture_output=True, text=True, check=True).stdout)
    return said["verdicts"], said["us"]["prepare"], said["us"]["verify"], said["us"]["fingerprint"]


def datasketch(text):
    made = MinHash(num_perm=PERMUTATIONS)
    made.update_batch([shingle.encode() for shingle in shingles(text)])
    return made


def rensa(text):
    made = RMinHash(num_perm=PERMUTATIONS, seed=1)
    made.update(shingles(text))
    return made


SKETCHES = {"datasketch 2.0.0 (MinHash, 128)": datasketch, "rensa 0.5.0 (RMinHash, 128)": rensa}


def blocks(a, b):
    """Passages by difflib: matching blocks of at least five words, joined over gaps of at most fourteen."""
    in_a, in_b = ([(m.group().lower(), m.span()) for m in WORD.finditer(text)] for text in (a, b))
    matcher = difflib.SequenceMatcher(None, [w for w, _ in in_a], [w for w, _ in in_b], autojunk=False)
    runs = [m for m in matcher.get_matching_blocks() if m.size >= 3]
    joined = []
    for run in runs:
        if joined and run.a - joined[-1][1] <= 14 and run.b - joined[-1][3] <= 14:
            joined[-1][1], joined[-1][3] = run.a + run.size, run.b + run.size
        else:
            joined.append([run.a, run.a + run.size, run.b, run.b + run.size])
    kept = [p for p in joined if p[1] - p[0] >= 5]
    return [[[in_a[p[0]][1][0], in_a[p[1] - 1][1][1]], [in_b[p[2]][1][0], in_b[p[3] - 1][1][1]]] for p in kept]


def f1(right, wrong, missed):
    return 2 * right / max(1, 2 * right + wrong + missed)


def best(scores, labels):
    """The best F1 that a threshold on the scores reaches."""
    reached, right, taken, wanted = 0.0, 0, 0, sum(labels)
    ranked = sorted(zip(scores, labels), reverse=True)
    for at, (score, label) in enumerate(ranked):
        right, taken = right + label, taken + 1
        # A threshold takes all pairs of one score or none.
        if at + 1 == len(ranked) or ranked[at + 1][0] < score:
            reached = max(reached, f1(right, taken - right, wanted - right))
    return reached


def said(verdicts, labels, among):
    counts = collections.Counter((v["relation"] in among, label) for v, label in zip(verdicts, labels))
    return f1(counts[True, True], counts[True, False], counts[False, True])


def characters(passages, sample):
    right = wrong = missed = 0
    for found, gold in zip(passages, sample):
        for side, name in enumerate("ab"):
            mine = {c for p in found for c in range(*p[side])}
            true = {c for p in gold["passages"] for c in range(*p[name])}
            right, wrong, missed = right + len(mine & true), wrong + len(mine - true), missed + len(true - mine)
    return f1(right, wrong, missed)


def main():
    program, folder, out = sys.argv[1:]
    stories, pairs, sample = load(folder)
    copies = [pair["relation"] in COPY for pair in sample]
    reused = [pair["relation"] in REUSE for pair in sample]
    times, quality = collections.defaultdict(list), {}
    for _ in range(ROUNDS):
        verdicts, prepare, verify, fingerprint = ours(program, stories, pairs)
        times["wireprint"].append((prepare, verify))
        times["fingerprint"].append((fingerprint, 0))
        passages = characters([v["passages"] for v in verdicts], sample)
        quality["wireprint"] = (said(verdicts, copies, COPY), said(verdicts, reused, REUSE), passages)
        for name, sketch in SKETCHES.items():
            made, story = timed(lambda: [sketch(text) for text in stories], len(stories))
            scores, pair = timed(lambda: [made[a].jaccard(made[b]) for a, b in pairs], len(pairs))
            times[name].append((story, pair))
            quality[name] = (best(scores, copies), best(scores, reused), None)
        name = "rapidfuzz 3.14.6 (ratio)"
        scores, pair = timed(lambda: [rapidfuzz.fuzz.ratio(stories[a], stories[b]) for a, b in pairs], len(pairs))
        times[name].append((0, pair))
        quality[name] = (best(scores, copies), best(scores, reused), None)
        name, some = "difflib (standard library)", range(0, len(pairs), 6)
        if name not in times or len(times[name]) < 2:
            found, pair = timed(lambda: [blocks(*(stories[n] for n in pairs[at])) for at in some], len(some))
            times[name].append((0, pair))
            quality[name] = (None, None, characters(found, [sample[at] for at in some]))
    report(times, quality, len(stories), len(pairs), out)


def ranged(values, show):
    """The median with the least and the most, or alone where all are shown alike."""
    middle, least, most = show(statistics.median(values)), show(min(values)), show(max(values))
    return middle if least == most else f"{middle} ({least} to {most})"


def report(times, quality, stories, pairs, out):
    show = lambda value: "-" if value is None else f"{value:.3f}"
    digits = lambda value: f"{value:.0f}" if value >= 100 else f"{value:.2g}"
    mine = [pair for _, pair in times["wireprint"]]
    rows = [
        "| | pairs/s, ours to theirs | copy F1 | reuse F1 | passages, character-F1 | us/story | us/pair |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, marks in quality.items():
        story, pair = ([row[at] for row in times[name]] for at in (0, 1))
        ratio = ranged([theirs / ours for theirs, ours in zip(pair, mine)], "{:.2g}".format)
        cells = [name, "" if name == "wireprint" else ratio, *map(show, marks)]
        cells += [ranged(story, "{:.0f}".format), ranged(pair, digits)]
        rows.append(f"| {' | '.join(cells)} |")
    rows.append("")
    alone = ranged([made for made, _ in times["fingerprint"]], "{:.0f}".format)
    rows.append(
        f"{stories} stories and {pairs} labelled pairs of the shared benchmark's `synthetic` set, medians of {ROUNDS} "
        f"interleaved rounds with the least and the most, one core; a fingerprint alone takes {alone} us. difflib "
        "judges every sixth pair, in two of the rounds. passim has no package that installs from a registry."
    )
    table = "\n".join(rows)
    print(table)
    with open(out, "w") as file:
        file.write(table + "\n")


if __name__ == "__main__":
    main()
