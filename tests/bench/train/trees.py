"""Trees as the core reads them (`src/article/model.rs`).

The numbers of a tree are rounded down, so that the file packs to three quarters: rows that are as near to
a threshold as the first bit that was cut may turn the other way."""

import struct

import numpy
import xxhash

MAGIC, VERSION, LEAF = b"WPGB", 1, 1 << 15
# Bits that are kept of the fractions of thresholds and leaves.
THRESHOLD_BITS, LEAF_BITS = 11, 10


def rounded(value, bits):
    """The largest 32-bit float with so many bits of its fraction that is not above a number."""
    step = 1 << (23 - bits)
    written = int(numpy.float32(value).view(numpy.uint32)) // step * step
    single = lambda number: numpy.uint32(number).view(numpy.float32)
    # Without its last bits a number is nearer to zero.
    return single(written) if float(single(written)) <= value else single(written + step)


def tree_bytes(root):
    nodes, leaves = [], []

    def visit(node):
        if "leaf_value" in node:
            leaves.append(rounded(node["leaf_value"], LEAF_BITS))
            return LEAF + len(leaves) - 1
        own = len(nodes)
        nodes.append(None)
        left, right = visit(node["left_child"]), visit(node["right_child"])
        threshold = rounded(node["threshold"], THRESHOLD_BITS)
        nodes[own] = (node["split_feature"], threshold, left, right)
        return own

    visit(root)
    out = struct.pack("<H", len(nodes))
    out += b"".join(struct.pack("<HfHH", *node) for node in nodes)
    return out + b"".join(struct.pack("<f", leaf) for leaf in leaves)


def model_bytes(stages):
    """The file of a model; a stage is its number of columns and its trees."""
    body = struct.pack("<I", len(stages))
    for width, trees in stages:
        body += struct.pack("<II", width, len(trees)) + b"".join(map(tree_bytes, trees))
    return MAGIC + struct.pack("<IQ", VERSION, xxhash.xxh3_64_intdigest(body)) + body
