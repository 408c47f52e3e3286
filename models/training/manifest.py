"""Writes pictures.json: which file of which npm package shows which class.  The evaluation of a pack reads it, so that the
classes are written down once, in classes.py.

    python manifest.py
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import data
from classes import THINGS
from token_cache import PLAIN_SCALE

MANIFEST = Path(__file__).parent / "pictures.json"


def manifest() -> dict[str, Any]:
    thing_of = {thing.emojibase_label: thing for thing in THINGS}
    return {
        "packages": list(data.PACKAGES),
        "plainScale": PLAIN_SCALE,
        "pictures": [
            {
                "file": path.relative_to(data.DATA / "node_modules").as_posix(),
                "class": thing_of[label].name if label in thing_of else None,
                "group": thing_of[label].group if label in thing_of else None,
            }
            for path, label in data.sources()
        ],
    }


def write() -> None:
    data.install()
    described = manifest()
    pictures = ",\n    ".join(json.dumps(picture, ensure_ascii=False) for picture in described.pop("pictures"))
    head = json.dumps(described, indent=2)[:-2]
    MANIFEST.write_text(f'{head},\n  "pictures": [\n    {pictures}\n  ]\n}}\n')


if __name__ == "__main__":
    write()
    print(f"wrote {MANIFEST}")
