#!/usr/bin/env python3
"""kinds.py ROWS PAGES GOLD MODEL

Trains the model of block kinds: two rounds of gradient-boosted trees (LightGBM, multiclass), the second of which also
sees what the first thought of each block, its neighbours, its box and its kin. ROWS is the program `kinds_rows`; PAGES
are the pages (JSON Lines), GOLD their labelled blocks, MODEL the file to write.

Prints the cross-validated score by page: a page never helps to judge itself, in either round. Rows are weighed by the
root of their words, so that a menu of a thousand links does not outweigh the one line that names the agency."""
import json, struct, subprocess, sys, tempfile
from difflib import SequenceMatcher
from pathlib import Path

import lightgbm as lgb
import numpy as np

KINDS = ('title summary byline date body caption credit notice related otherstory promo share comments tags bio ad nav '
         'consent media other').split()
ROUNDS, LEAVES, FOLDS, SEED = (40, 40), (8, 8), 8, 7
PARAMS = dict(objective='multiclass', num_class=len(KINDS), learning_rate=0.12, min_data_in_leaf=12, lambda_l2=4.0,
              feature_fraction=0.35, bagging_fraction=0.8, bagging_freq=1, max_bin=63, verbose=-1, num_threads=2,
              min_sum_hessian_in_leaf=1.0, deterministic=True, force_row_wise=True, seed=SEED)


def rows(program, pages, out, odds=None):
    arguments = [program, str(out)]
    if odds is not None:
        path = Path(f'{out}.odds')
        odds.astype('<f4').tofile(path)
        arguments.append(str(path))
    with open(pages) as lines:
        subprocess.run(arguments, stdin=lines, check=True)
    heads = [json.loads(line) for line in open(f'{out}.jsonl')]
    width = max(head['width'] for head in heads)
    return heads, np.fromfile(f'{out}.f32', '<f4').reshape(-1, width)


def labels(heads, gold):
    """kind number per block, -1 where the gold has none; groups by page; words"""
    kinds, groups, words = [], [], []
    for group, head in enumerate(heads):
        key = lambda text: ' '.join(text.lower().split())
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


def fit(x, kinds, words, rounds, leaves):
    known = kinds >= 0
    counts = np.bincount(kinds[known], minlength=len(KINDS))
    rare = np.sqrt(counts.sum() / np.maximum(counts, 1))
    weight = np.sqrt(words) * rare[np.maximum(kinds, 0)] ** 0.5
    data = lgb.Dataset(x[known], kinds[known], weight=weight[known] / weight[known].mean())
    return lgb.train({**PARAMS, 'num_leaves': leaves}, data, rounds)


def folds(groups):
    order = np.random.default_rng(SEED).permutation(groups.max() + 1)
    for fold in range(FOLDS):
        yield np.isin(groups, order[fold::FOLDS])


def held_out(x, kinds, groups, words, rounds, leaves):
    odds = np.zeros((len(x), len(KINDS)), np.float32)
    for out in folds(groups):
        odds[out] = fit(x[~out], kinds[~out], words[~out], rounds, leaves).predict(x[out])
    return odds


def score(odds, kinds, words):
    verdict = odds.argmax(1)
    known = (kinds >= 0) & (kinds != KINDS.index('other'))
    out = {}
    for number, name in enumerate(KINDS):
        is_gold, is_said = (kinds == number) & known, (verdict == number) & known
        if is_gold.any():
            hit = words[is_gold & is_said].sum()
            out[name] = 2 * hit / (words[is_gold].sum() + words[is_said].sum())
    story = kinds < 6, verdict < 6
    both = words[known & story[0] & story[1]].sum()
    f1 = 2 * both / (words[known & story[0]].sum() + words[known & story[1]].sum())
    print('  '.join(f'{name} {value:.2f}' for name, value in out.items()))
    print(f'macro-F1 {np.mean(list(out.values())):.3f}  story against boilerplate {f1:.4f}')
    return out


def write(models, path):
    """version, number of kinds, then per model: number of trees, then the trees kind by kind in turn. A tree is its
    inner nodes (feature, threshold, left, right; a child below zero is a leaf) and its leaves. NaN never occurs."""
    out = bytearray(b'WPKM') + struct.pack('<HH', 1, len(KINDS))
    for model in models:
        trees = model.dump_model()['tree_info']
        out += struct.pack('<I', len(trees))
        for tree in trees:
            nodes, leaves = [], []
            def visit(node):
                if 'leaf_value' in node:
                    leaves.append(node['leaf_value'])
                    return -len(leaves)
                at = len(nodes)
                nodes.append(None)
                left, right = visit(node['left_child']), visit(node['right_child'])
                nodes[at] = (node['split_feature'], node['threshold'], left, right)
                return at
            visit(tree['tree_structure'])
            out += struct.pack('<B', len(nodes))
            for feature, threshold, left, right in nodes:
                out += struct.pack('<Hfbb', feature, threshold, left, right)
            for leaf in leaves:
                out += struct.pack('<f', leaf)
    Path(path).write_bytes(out)
    print(f'{path}: {len(out)} bytes')


def main():
    program, pages, gold, path = sys.argv[1:]
    gold = json.load(open(gold))
    with tempfile.TemporaryDirectory() as folder:
        heads, x = rows(program, pages, Path(folder, 'first'))
        kinds, groups, words = labels(heads, gold)
        print(f'{len(heads)} pages, {len(x)} blocks, {(kinds < 0).sum()} without a label, {x.shape[1]} numbers each')
        first = held_out(x, kinds, groups, words, ROUNDS[0], LEAVES[0])
        score(first, kinds, words)
        _, y = rows(program, pages, Path(folder, 'second'), first)
        second = held_out(y, kinds, groups, words, ROUNDS[1], LEAVES[1])
        score(second, kinds, words)
        score(second + first, kinds, words)
        write([fit(x, kinds, words, ROUNDS[0], LEAVES[0]), fit(y, kinds, words, ROUNDS[1], LEAVES[1])], path)


main()
