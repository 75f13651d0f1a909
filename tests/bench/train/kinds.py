#!/usr/bin/env python3
"""kinds.py BENCH [--cv READINGS]

Trains the model of block kinds (src/boilerplate/model.bin): gradient-boosted trees (LightGBM, multiclass) over the rows
that the core's `kinds_rows` prints of labelled pages.

    pip install lightgbm==4.7.0 numpy==2.* xxhash==3.*
    cargo build --release --features train --example kinds_rows

BENCH holds the labelled pages of `kinds/dev`. Further pages are labelled in `kinds_labels.json` beside this file: per set
of BENCH (article-extraction-dataset, fundus, magic-html, the wire pages) and page, the kinds of its blocks in order, as
the labelling guide defines them, without any of their text; `other` stands for blocks that are left out. Blocks are
weighed by the root of their words and by the rarity of their kind, so that a menu of a thousand links does not outweigh
the one line that names the agency.

`--cv` also trains a model per fold without the pages of some sites of `kinds/dev`, and writes to READINGS what the whole
reader (votes, signs, marks and all) makes of each page with the model that never saw its site, for `score_kinds.py`."""
import argparse, gzip, json, lzma, os, subprocess, tempfile
from difflib import SequenceMatcher
from pathlib import Path

import lightgbm as lgb
import numpy as np

from trees import model_bytes

KINDS = ('title summary byline date body caption credit notice related otherstory promo share comments tags bio ad nav '
         'consent media other').split()
ROUNDS, FOLDS, SEED = 30, 8, 7
FLOOR = 0.003  # as in src/boilerplate/model.rs
ROOT = Path(__file__).resolve().parents[3]
PROGRAM = os.environ.get('KINDS_ROWS', ROOT / 'target/release/examples/kinds_rows')
MODEL = ROOT / 'src/boilerplate/model.bin'
PARAMS = dict(objective='multiclass', num_class=len(KINDS), learning_rate=0.12, num_leaves=8, min_data_in_leaf=12,
              lambda_l2=4.0, feature_fraction=0.35, bagging_fraction=0.8, bagging_freq=1, max_bin=63, verbose=-1,
              min_sum_hessian_in_leaf=1.0, deterministic=True, force_row_wise=True, seed=SEED,
              num_threads=int(os.environ.get('THREADS', '2')))


def core(pages, odds=None):
    """What the core says of pages, line by line: their rows, or their readings by given odds."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, 'out')
        arguments = [PROGRAM, str(out)]
        if odds is not None:
            odds.astype('<f4').tofile(f'{folder}/odds.f32')
            arguments.append(f'{folder}/odds.f32')
        lines = '\n'.join(json.dumps(page) for page in pages)
        subprocess.run(arguments, input=lines.encode(), check=True)
        heads = [json.loads(line) for line in open(f'{out}.jsonl')]
        return heads, np.fromfile(f'{out}.f32', '<f4')


def read_pages(folder):
    """the pages of a set, by id"""
    path = next(folder.glob('pages.jsonl.*'))
    with (lzma if path.suffix == '.xz' else gzip).open(path, 'rt', encoding='utf-8') as lines:
        return {page['id']: page for page in map(json.loads, lines)}


def own_labels(bench):
    """The pages of the labelling guide's set, with kind and words of each block that the core finds."""
    gold = json.load(open(folder(bench, 'kinds') / 'gold.json'))
    pages = list(read_pages(folder(bench, 'kinds')).values())
    heads, numbers = core(pages)
    key = lambda text: ' '.join(text.lower().split())
    kinds = []
    for head in heads:
        blocks = gold[head['id']]['blocks']
        mine, theirs = [key(text) for text in head['blocks']], [key(block['text']) for block in blocks]
        found = [-1] * len(mine)
        for a, b, size in SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks():
            for step in range(size):
                found[a + step] = KINDS.index(blocks[b + step]['kind'])
        kinds += found
    return pages, Labelled(heads, numbers, kinds)


def folder(bench, name):
    """where a set lies"""
    return {'kinds': bench / 'kinds/dev', 'wire': bench / 'wire/dev'}.get(name, bench / 'extraction' / name)


def labels_of(bench, file):
    """The pages of a file of labels."""
    all_pages, all_heads, all_numbers, kinds = [], [], [], []
    for name, labels in json.load(open(Path(__file__).with_name(file))).items():
        known, gold = read_pages(folder(bench, name)), json.load(open(folder(bench, name) / 'gold.json'))
        pages = [{**known[page], 'url': known[page].get('url') or gold[page].get('url', '')} for page in labels]
        heads, numbers = core(pages)
        for head in heads:
            runs = [run.split() for run in labels[head['id']].split(', ')]
            found = [KINDS.index(kind) for count, kind in runs for _ in range(int(count))]
            assert len(found) == len(head['blocks']), f'{head["id"]} was cut into other blocks when it was labelled'
            kinds += [-1 if kind == KINDS.index('other') else kind for kind in found]
        all_pages += pages
        all_heads += heads
        all_numbers.append(numbers)
    return all_pages, Labelled(all_heads, np.concatenate(all_numbers), kinds)


class Labelled:
    """Rows of blocks with their kinds (-1: none), their pages and their numbers of words."""

    def __init__(self, heads, numbers, kinds):
        self.rows = numbers.reshape(-1, max(head['width'] for head in heads))
        self.kinds = np.array(kinds)
        self.pages = np.repeat(np.arange(len(heads)), [len(head['blocks']) for head in heads])
        self.words = np.array([max(1, len(text.split())) for head in heads for text in head['blocks']])

    def only(self, chosen):
        part = object.__new__(Labelled)
        part.rows, part.kinds = self.rows[chosen], self.kinds[chosen]
        part.pages, part.words = self.pages[chosen], self.words[chosen]
        return part


def fit(*parts):
    x, kinds, words = (np.concatenate([getattr(part, name) for part in parts]) for name in ('rows', 'kinds', 'words'))
    known = kinds >= 0
    counts = np.bincount(kinds[known], minlength=len(KINDS))
    rare = np.sqrt(counts.sum() / np.maximum(counts, 1))
    weight = (np.sqrt(words) * rare[np.maximum(kinds, 0)] ** 0.5)[known]
    return lgb.train(PARAMS, lgb.Dataset(x[known], kinds[known], weight=weight / weight.mean()), ROUNDS)


def held_out(own, further):
    odds = np.zeros((len(own.rows), len(KINDS)), np.float32)
    for fold in range(FOLDS):
        out = own.pages % FOLDS == fold
        odds[out] = fit(own.only(~out), further).predict(own.rows[out])
    return odds


def write(model, width, path):
    """one stage per kind"""
    trees = [tree['tree_structure'] for tree in model.dump_model()['tree_info']]
    path.write_bytes(model_bytes([(width, trees[kind::len(KINDS)]) for kind in range(len(KINDS))]))
    print(f'{path}: {path.stat().st_size} bytes')


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument('bench', type=Path)
    arguments.add_argument('--cv', type=Path, metavar='READINGS')
    given = arguments.parse_args()
    (pages, own), (_, further) = own_labels(given.bench), labels_of(given.bench, 'kinds_labels.json')
    print(f'{len(own.rows)} blocks of {len(pages)} pages, {len(further.rows)} of {further.pages.max() + 1} further pages')
    write(fit(own, further), own.rows.shape[1], MODEL)
    if given.cv:
        readings, _ = core(pages, np.log(held_out(own, further) + FLOOR))
        given.cv.write_text(''.join(json.dumps(reading) + '\n' for reading in readings))


if __name__ == '__main__':
    main()
