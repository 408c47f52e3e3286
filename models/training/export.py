"""Writes the finished pair as a folder for the pack converter.

    python export.py --tokenizer runs/decoder/tokenizer.pth --transformer runs/shapes/transformer.pth --out runs/export

Files: tokenizer.pth, transformer.pth (averaged weights, published tensor layout), labels.json (classes in index
order), pack.json (name, licence, schedules, default sampling); and pictures.json beside this file (manifest.py).  Each file
of the folder is replaced in one step, so it may be read while it is written anew.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch

import manifest
from checkpoint import save_atomically
from classes import CLASS_NAMES, GROUPS, SYNONYMS, THINGS
from load import load_tokenizer, load_transformer
from schedules import OFFERED

# Sampling that drew the best contact sheets (models/training/LOG.md).
DEFAULTS: dict[str, Any] = {
    "schedule": "8 steps",
    "guidance": {"mode": "constant", "scale": 1.5},
    "topK": 100,
    "topP": 0.9,
}

# Looked at: sheets of eight classes at the limits (models/packs/emoji/README.md).
GOOD_FOR: dict[str, Any] = {
    "pictures": "one thing as a glossy 3D icon on white",
    "background": "#ffffff",
    "withoutClass": False,
    "sides": {"from": 64, "to": 256},
    "aspectRatio": 2,
    "steps": {"from": 6, "to": 16},
    "guidance": {"constant": {"from": 1, "to": 2}, "ramp": {"from": 0, "to": 1.5}},
}


def labels() -> list[dict[str, Any]]:
    """Classes in index order."""
    group_of = {thing.name: thing.group for thing in THINGS}
    return [
        {
            "name": name,
            "synonyms": SYNONYMS.get(name, []),
            "kind": "thing" if name in group_of else "group",
            "group": group_of.get(name),
        }
        for name in CLASS_NAMES
    ]


def pack() -> dict[str, Any]:
    return {
        "name": "emoji",
        "title": "Emoji",
        "description": f"{len(THINGS)} things and {len(GROUPS)} groups of them as glossy 3D icons on white, 128 px.",
        "license": "MIT",
        "trainedSide": 128,
        "schedules": [{"name": name, "grids": [list(grid) for grid in grids]} for name, grids in OFFERED.items()],
        "defaults": DEFAULTS,
        "greedy": None,
        "goodFor": GOOD_FOR,
    }


def write_json(value: Any, path: Path) -> None:
    temporary = path.with_suffix(".json.tmp")
    temporary.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n")
    temporary.replace(path)


def export(tokenizer: Path, transformer: Path, out: Path) -> None:
    loaded = load_tokenizer(tokenizer), load_transformer(transformer)  # fails on anything but the published layout
    if loaded[1].config.classes != len(CLASS_NAMES):
        raise ValueError(f"{transformer} has {loaded[1].config.classes} classes, classes.py {len(CLASS_NAMES)}")
    out.mkdir(parents=True, exist_ok=True)
    save_atomically(torch.load(tokenizer), out / "tokenizer.pth")
    save_atomically(torch.load(transformer), out / "transformer.pth")
    write_json(labels(), out / "labels.json")
    write_json(pack(), out / "pack.json")
    manifest.write()
    print(f"wrote {out}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Export a trained pair.")
    parser.add_argument("--tokenizer", type=Path, default=Path("runs/decoder/tokenizer.pth"))
    parser.add_argument("--transformer", type=Path, default=Path("runs/shapes/transformer.pth"))
    parser.add_argument("--out", type=Path, default=Path("runs/export"))
    args = parser.parse_args()
    export(args.tokenizer, args.transformer, args.out)
