"""Which blocks of a page belong to the story, by the story's true text.

The words of all blocks in order are aligned with the words of the true text (longest common
subsequence); a block belongs when most of its words are aligned and most of its word 4-grams occur
in the true text, so that stray common words do not count."""

import re
import unicodedata

from rapidfuzz.distance import LCSseq

WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]"
    r"|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f]+"
)
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\ufeff]")


def clean(text):
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text or ""))


def words(text):
    return WORD.findall(clean(text))


def grams(tokens, n=4):
    return {tuple(tokens[i : i + n]) for i in range(max(1, len(tokens) - n + 1))} if tokens else set()


def shares(blocks, truth):
    """Per block: the share of its words that belong to the true text, and its number of words."""
    truth_words = words(truth)
    known = grams(truth_words)
    lines = {tuple(words(line)) for line in truth.split("\n")}
    tokens = [words(block) for block in blocks]
    flat = [word for block in tokens for word in block]
    aligned = [False] * len(flat)
    for tag, begin, end, _, _ in LCSseq.opcodes(flat, truth_words):
        if tag == "equal":
            aligned[begin:end] = [True] * (end - begin)
    out, at = [], 0
    for block in tokens:
        n = len(block)
        share = sum(aligned[at : at + n]) / n if n else 0.0
        if n >= 4:
            own = grams(block)
            supported = sum(gram in known for gram in own) / len(own)
            share = min(share, supported) if supported < 0.5 else share
        elif n and tuple(block) not in lines:
            share = 0.0
        out.append((share, n))
        at += n
    return out
