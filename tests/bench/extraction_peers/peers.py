"""Trafilatura over pages: `peers.py NAME < pages.jsonl` writes {id, text, ms} lines, ms of CPU for each page."""

import json
import sys
import time

import trafilatura

OPTIONS = {
    "trafilatura": {"include_comments": False},
    "trafilatura-precision": {"include_comments": False, "favor_precision": True},
}

options = OPTIONS[sys.argv[1]]
for line in sys.stdin:
    page = json.loads(line)
    begin = time.process_time()
    text = trafilatura.extract(page["html"], url=page.get("url"), **options) or ""
    took = (time.process_time() - begin) * 1000
    print(json.dumps({"id": page["id"], "text": text, "ms": took}))
