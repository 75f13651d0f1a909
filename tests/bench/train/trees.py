"""Trees as the core reads them (`src/article/model.rs`).

The numbers of a tree are rounded: what it says stays the same to the third digit, and the file packs to
three quarters."""

import struct

import numpy
import xxhash

MAGIC, VERSION, LEAF = b"WPGB", 1, 1 << 15
# Bits that are kept of the fractions of thresholds and leaves.
THRESHOLD_BITS, LEAF_BITS = 11, 10


def largest_f32(value):
    """The largest 32-bit float that is not above a 64-bit one: `x <= value` stays what it was."""
    single = numpy.float32(value)
    return single if float(single) <= value else numpy.nextafter(single, numpy.float32(-numpy.inf))


def rounded(value, bits):
    """A 32-bit float with so many bits of its fraction, cut."""
    kept = 23 - bits
    return (numpy.float32(value).view(numpy.uint32) >> kept << kept).view(numpy.float32)


def tree_bytes(root):
    nodes, leaves = [], []

    def visit(node):
        if "leaf_value" in node:
            leaves.append(rounded(node["leaf_value"], LEAF_BITS))
            return LEAF + len(leaves) - 1
        own = len(nodes)
        nodes.append(None)
        left, right = visit(node["left_child"]), visit(node["right_child"])
        threshold = rounded(largest_f32(node["threshold"]), THRESHOLD_BITS)
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
