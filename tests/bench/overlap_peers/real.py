"""Ours and its peers on real coverage: which pairs share text, and which stories tell of one event.

    real.py WIREPRINT OUT.md NAME=SET ...

WIREPRINT is the built command line; a SET is a folder with stories.jsonl.gz, and pairs.jsonl.gz labelled by hand or
events.jsonl.gz, the stories by event, or both. Everybody sees all pairs of a set. A peer gives a likeness and gets, for
each figure, the threshold that is best for it on these very pairs; ours says what a pair is and gets none."""
import collections
import itertools
import json
import math
import os
import subprocess
import sys

import rapidfuzz.fuzz
from run import COPY, REUSE, SKETCHES, WORD, best, f1, lines


def likenesses(texts):
    """A function per peer that tells how alike the stories of two names are."""
    for name, sketch in SKETCHES.items():
        made = {key: sketch(text) for key, text in texts.items()}
        yield name, lambda a, b, made=made: made[a].jaccard(made[b])
    yield "rapidfuzz 3.14.6 (ratio)", lambda a, b: rapidfuzz.fuzz.ratio(texts[a], texts[b])
    words = {key: collections.Counter(WORD.findall(text.lower())) for key, text in texts.items()}
    stories = collections.Counter(word for counted in words.values() for word in counted)
    vectors = {}
    for key, counted in words.items():
        weights = {word: (1 + math.log(n)) * math.log(len(texts) / stories[word]) for word, n in counted.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
        vectors[key] = {word: weight / length for word, weight in weights.items()}
    yield "tf-idf, cosine", lambda a, b: sum(w * vectors[b].get(word, 0) for word, w in vectors[a].items())


def ours(program, folder, *options):
    """The pairs that the command line relates, by their names in order."""
    packed = os.path.join(folder, "stories.jsonl.gz")
    command = f"gunzip -c '{packed}' | '{program}' overlap {' '.join(options)}"
    said = subprocess.run(command, shell=True, capture_output=True, check=True)
    related = [pair for pair in map(json.loads, said.stdout.splitlines()) if "relation" in pair]
    return {tuple(sorted((pair["a"], pair["b"]))): pair for pair in related}


def likeness(pair):
    """How alike ours says that two stories are as reports; shared text says it of itself."""
    return 0 if pair is None else 1 if pair["relation"] in REUSE else pair["event_score"]


def optional(folder, name):
    path = os.path.join(folder, name)
    return lines(path) if os.path.exists(path) else []


def questions(folder):
    """What is asked of a set: a name, its pairs with whether they are so, and the relations that say so."""
    judged = [(tuple(sorted((p["a"], p["b"]))), p["relation"]) for p in optional(folder, "pairs.jsonl.gz")]
    for name, among in (("copies", COPY), ("shared text", REUSE)):
        if judged:
            yield name, {pair: relation in among for pair, relation in judged}, among
    groups = collections.defaultdict(list)
    for story in optional(folder, "events.jsonl.gz"):
        groups[story["set"]].append((story["id"], story["event"]))
    pairs = {}
    for stories in groups.values():
        for (a, one), (b, other) in itertools.combinations(sorted(stories), 2):
            pairs[a, b] = one == other
    if pairs:
        yield "one event", pairs, REUSE + ("same-event",)


def main():
    program, out, *sets = sys.argv[1:]
    columns, rows = [], collections.defaultdict(list)
    for named in sets:
        title, folder = named.split("=", 1)
        texts = {story["id"]: story["body"] for story in lines(f"{folder}/stories.jsonl.gz")}
        related = ours(program, folder)
        asked = list(questions(folder))
        columns += [f"{title}: {name}, F1 ({sum(pairs.values())} of {len(pairs)} pairs)" for name, pairs, _ in asked]
        nearly = ours(program, folder, "--event", "0.05")
        for name, pairs, among in asked:
            told = [related.get(pair, {}).get("relation") in among for pair in pairs]
            counts = collections.Counter(zip(told, pairs.values()))
            rows["wireprint"].append(f1(counts[True, True], counts[True, False], counts[False, True]))
            scores = [likeness(nearly.get(pair)) for pair in pairs]
            threshold = best(scores, list(pairs.values())) if name == "one event" else None
            rows["its likeness of reports, with a threshold as the peers"].append(threshold)
        for name, alike in likenesses(texts):
            for _, pairs, _ in asked:
                rows[name].append(best([alike(*pair) for pair in pairs], list(pairs.values())))
    table = [f"| | {' | '.join(columns)} |", f"| --- |{' --- |' * len(columns)}"]
    table += [f"| {name} | {' | '.join('' if mark is None else f'{mark:.3f}' for mark in marks)} |" for name, marks in rows.items()]
    print("\n".join(table))
    with open(out, "w") as file:
        file.write("\n".join(table) + "\n")


main()
