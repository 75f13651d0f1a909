#!/usr/bin/env python3
"""kinds.py ROWS PAGES GOLD MODEL

Trains the model of block kinds: gradient-boosted trees (LightGBM, multiclass) over the rows that the program `kinds_rows`
(ROWS) prints for PAGES (JSON Lines); GOLD holds their labelled blocks; MODEL is the file to write.

Prints the cross-validated score of the votes alone, of the trees alone and of both together; a page never helps to
judge itself. Blocks are weighed by the root of their words and by the rarity of their kind, so that a menu of a
thousand links does not outweigh the one line that names the agency."""
import json, os, struct, subprocess, sys, tempfile
from difflib import SequenceMatcher
from pathlib import Path

import lightgbm as lgb
import numpy as np
import xxhash

KINDS = ('title summary byline date body caption credit notice related otherstory promo share comments tags bio ad nav '
         'consent media other').split()
ROUNDS, FOLDS, SEED, LEAF = 30, 8, 7, 1 << 15
FLOOR, VOTE = 0.003, 0.5  # as in src/boilerplate/model.rs and context.rs
VOTES = slice(137, 157)   # where the votes stand in a row
PARAMS = dict(objective='multiclass', num_class=len(KINDS), learning_rate=0.12, num_leaves=8, min_data_in_leaf=12,
              lambda_l2=4.0, feature_fraction=0.35, bagging_fraction=0.8, bagging_freq=1, max_bin=63, verbose=-1,
              min_sum_hessian_in_leaf=1.0, deterministic=True, force_row_wise=True, seed=SEED,
              num_threads=int(os.environ.get('THREADS', '2')))


def rows(program, pages):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, 'rows')
        with open(pages) as lines:
            subprocess.run([program, str(out)], stdin=lines, check=True)
        heads = [json.loads(line) for line in open(f'{out}.jsonl')]
        return heads, np.fromfile(f'{out}.f32', '<f4').reshape(-1, max(head['width'] for head in heads))


def labels(heads, gold):
    """per block: its kind's number (-1 where the gold has none), its page, its words"""
    key = lambda text: ' '.join(text.lower().split())
    kinds, groups, words = [], [], []
    for group, head in enumerate(heads):
        blocks = gold[head['id']]['blocks']
        mine, theirs = [key(text) for text in head['blocks']], [key(block['text']) for block in blocks]
        found = [-1] * len(mine)
        for a, b, size in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
            for step in range(size):
                found[a + step] = KINDS.index(blocks[b + step]['kind'])
        kinds += found
        groups += [group] * len(mine)
        words += [max(1, len(text.split())) for text in mine]
    return np.array(kinds), np.array(groups), np.array(words)


def fit(x, kinds, words):
    known = kinds >= 0
    counts = np.bincount(kinds[known], minlength=len(KINDS))
    rare = np.sqrt(counts.sum() / np.maximum(counts, 1))
    weight = (np.sqrt(words) * rare[np.maximum(kinds, 0)] ** 0.5)[known]
    return lgb.train(PARAMS, lgb.Dataset(x[known], kinds[known], weight=weight / weight.mean()), ROUNDS)


def held_out(x, kinds, groups, words):
    odds = np.zeros((len(x), len(KINDS)), np.float32)
    order = np.random.default_rng(SEED).permutation(groups.max() + 1)
    for fold in range(FOLDS):
        out = np.isin(groups, order[fold::FOLDS])
        odds[out] = fit(x[~out], kinds[~out], words[~out]).predict(x[out])
    return odds


def score(name, scores, kinds, words):
    verdict = scores.argmax(1)
    known = (kinds >= 0) & (kinds != KINDS.index('other'))
    out = {}
    for number, kind in enumerate(KINDS):
        is_gold, is_said = (kinds == number) & known, (verdict == number) & known
        if is_gold.any():
            out[kind] = 2 * words[is_gold & is_said].sum() / (words[is_gold].sum() + words[is_said].sum())
    is_gold, is_said = known & (kinds < 6), known & (verdict < 6)
    story = 2 * words[is_gold & is_said].sum() / (words[is_gold].sum() + words[is_said].sum())
    print(name, '  '.join(f'{kind} {value:.2f}' for kind, value in out.items()))
    print(f'{name}: macro-F1 {np.mean(list(out.values())):.3f}, story against boilerplate {story:.4f}', flush=True)


def tree_bytes(tree):
    nodes, leaves = [], []

    def visit(node):
        if 'leaf_value' in node:
            leaves.append(node['leaf_value'])
            return LEAF + len(leaves) - 1
        at = len(nodes)
        nodes.append(None)
        left, right = visit(node['left_child']), visit(node['right_child'])
        nodes[at] = (node['split_feature'], node['threshold'], left, right)
        return at

    visit(tree)
    packed = b''.join(struct.pack('<HfHH', *node) for node in nodes)
    return struct.pack('<H', len(nodes)) + packed + b''.join(struct.pack('<f', leaf) for leaf in leaves)


def write(model, width, path):
    """the layout of src/article/model.rs: one stage per kind"""
    trees = model.dump_model()['tree_info']
    body = struct.pack('<I', len(KINDS))
    for kind in range(len(KINDS)):
        own = trees[kind::len(KINDS)]
        body += struct.pack('<II', width, len(own)) + b''.join(tree_bytes(tree['tree_structure']) for tree in own)
    path.write_bytes(b'WPGB' + struct.pack('<IQ', 1, xxhash.xxh3_64_intdigest(body)) + body)
    print(f'{path}: {path.stat().st_size} bytes')


def main():
    program, pages, gold, path = sys.argv[1:]
    heads, x = rows(program, pages)
    kinds, groups, words = labels(heads, json.load(open(gold)))
    print(f'{len(heads)} pages, {len(x)} blocks, {(kinds < 0).sum()} without a label, {x.shape[1]} numbers each')
    score('votes', x[:, VOTES], kinds, words)
    write(fit(x, kinds, words), x.shape[1], Path(path))
    odds = held_out(x, kinds, groups, words)
    score('trees', odds, kinds, words)
    score('both', np.log(odds + FLOOR) + VOTE * x[:, VOTES], kinds, words)


if __name__ == '__main__':
    main()
