#!/usr/bin/env python3
"""sites.py BENCH [--show]

What knowing the other pages of a site is worth for the kinds of its blocks: macro-F1 over the labelled pages of every site
that BENCH holds three pages of or more, each read alone and read knowing the site's other pages (`learned`). A page is
judged by a model that saw no page of its site.

    cargo build --release --features train --example kinds_rows --example learned

The labelled pages are those that `kinds.py` trains on and, for this measure alone, those of `site_labels.json`, which has
the same form: some are of a set that is for research only, so none is ever trained on. `--show` lists the blocks that
changed their kind."""
import argparse, json, os, subprocess, tempfile, zlib
from collections import Counter, defaultdict
from pathlib import Path
from urllib.parse import urlparse

import numpy as np

from kinds import FLOOR, FOLDS, KINDS, ROOT, core, fit, folder, labels_of, own_labels, read_pages

PROGRAM = os.environ.get('LEARNED', ROOT / 'target/release/examples/learned')
SETS = 'kinds n4k fundus-tests magic-article cleanportal gtrends l3s-gn1 trafeval wcxb-dev wire'.split()
LEAST = 3  # pages of a site, as in tests/bench/learned.rs


def site(page):
    return (urlparse(page['url']).hostname or '').removeprefix('www.')


def sites_of(bench, wanted):
    """The pages of some sites, each once, whatever sets it is in."""
    pages = {}
    for name in SETS:
        gold = json.load(open(folder(bench, name) / 'gold.json'))
        for page in read_pages(folder(bench, name)).values():
            page['url'] = page.get('url') or gold.get(page['id'], {}).get('url', '')
            if site(page) in wanted:
                pages.setdefault(page['url'], page)
    counts = Counter(map(site, pages.values()))
    return [page for page in pages.values() if counts[site(page)] >= LEAST]


def held_out(parts, pages):
    """The odds of every block of some pages, by models that saw no page of their sites."""
    heads, numbers = core(pages)
    rows = numbers.reshape(-1, max(head['width'] for head in heads))
    fold = lambda page: zlib.crc32(site(page).encode()) % FOLDS
    folds = np.repeat([fold(page) for page in pages], [len(head['blocks']) for head in heads])
    odds = np.zeros((len(rows), len(KINDS)), '<f4')
    for out in set(folds):
        seen = [part.only(np.array([fold(page) != out for page in own])[part.pages]) for own, part in parts]
        odds[folds == out] = fit(*seen).predict(rows[folds == out])
    return np.log(odds + FLOOR).astype('<f4')


def learned(pages, odds, *flags):
    """The readings of pages, by id, that `learned` makes."""
    with tempfile.TemporaryDirectory() as place:
        Path(place, 'pages').write_text(''.join(json.dumps(page) + '\n' for page in pages))
        odds.tofile(f'{place}/odds')
        command = [PROGRAM, *flags, '--odds', f'{place}/odds', f'{place}/pages']
        lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
        return {reading['id']: reading for reading in map(json.loads, lines.splitlines())}


class Score:
    """F1 per kind by words, as score_kinds.py counts it"""

    def __init__(self):
        self.right, self.said, self.true = Counter(), Counter(), Counter()

    def add(self, kind, said, words):
        self.true[kind] += words
        self.said[said] += words
        self.right[kind] += words * (kind == said)

    def f1(self, kind):
        return 2 * self.right[kind] / max(1, self.said[kind] + self.true[kind])

    def macro(self):
        return sum(map(self.f1, self.true)) / len(self.true)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument('bench', type=Path)
    arguments.add_argument('--show', action='store_true')
    given = arguments.parse_args()
    trained = [own_labels(given.bench), labels_of(given.bench, 'kinds_labels.json')]
    labelled = [*trained, labels_of(given.bench, 'site_labels.json')]
    gold = {page['id']: part.kinds[part.pages == at] for own, part in labelled for at, page in enumerate(own)}
    pages = sites_of(given.bench, {site(page) for own, _ in labelled for page in own})
    odds = held_out(trained, pages)
    readings = {flags: learned(pages, odds, *flags) for flags in (('--bare',), ())}
    total = defaultdict(Score)
    by_site = defaultdict(lambda: defaultdict(Score))
    for page in pages:
        read = {flags: readings[flags][page['id']]['blocks'] for flags in readings}
        for at, kind in enumerate(gold.get(page['id'], [])):
            if kind < 0 or KINDS[kind] == 'other' or any(len(blocks) != len(gold[page['id']]) for blocks in read.values()):
                continue
            words = len(read[()][at]['text'].split())
            for flags, blocks in read.items():
                for score in (total[flags], by_site[site(page)][flags]):
                    score.add(KINDS[kind], blocks[at]['kind'], words)
            alone, knowing = (blocks[at] for blocks in read.values())
            if given.show and alone['kind'] != knowing['kind']:
                turn = 'mended' if knowing['kind'] == KINDS[kind] else 'broken' if alone['kind'] == KINDS[kind] else 'moved'
                print(f'{turn:7}{words:5} {site(page)} {page["id"][:24]} {alone["path"]} | {KINDS[kind]}: {alone["kind"]} '
                      f'{alone["confidence"]:.2f} -> {knowing["kind"]} | {alone["text"][:60]} | {knowing["why"][:2]}')
    print(f'{"":24} alone  knowing the site')
    for name, scores in sorted(by_site.items()):
        print(f'{name:24} {scores["--bare",].macro():.4f} {scores[()].macro():.4f}')
    for kind in sorted(total[()].true):
        print(f'{kind:24} {total["--bare",].f1(kind):.4f} {total[()].f1(kind):.4f} {total[()].true[kind]:6} words')
    print(f'{"macro-F1":24} {total["--bare",].macro():.4f} {total[()].macro():.4f}')


if __name__ == '__main__':
    main()
