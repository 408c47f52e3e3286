"""Source pictures: installed from npm, put on white, kept as one array; and the augmentation that places them.

    python data.py            # npm install into data/, then data/pictures.pt

A picture is a uint8 tensor 3 x 256 x 256 (RGB on white); a batch for the networks is float in [-1, 1], N x 3 x H x W.
"""

from __future__ import annotations

import json
import random
import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from classes import THINGS

DATA = Path(__file__).parent / "data"
PACKAGES = ("@lobehub/fluent-emoji-3d@1.1.0", "emojibase-data@17.0.0")
EXCLUDED_GROUPS = {"people-body", "component", "symbols", "flags"}
SOURCE_SIDE = 256


@dataclass
class Pictures:
    """All pictures of the allowed groups; the tokenizer learns from all, the transformer from `things` only."""

    pixels: torch.Tensor  # uint8, N x 3 x 256 x 256
    labels: list[str]  # emojibase label of each picture

    @property
    def things(self) -> list[int]:
        """Index of the picture of each of `classes.THINGS`, in that order."""
        index = {label: i for i, label in enumerate(self.labels)}
        missing = [thing.emojibase_label for thing in THINGS if thing.emojibase_label not in index]
        if missing:
            raise ValueError(f"no picture for {missing}")
        return [index[thing.emojibase_label] for thing in THINGS]


def install() -> None:
    """Fetches the two npm packages into data/node_modules unless they are there."""
    if not (DATA / "node_modules" / "emojibase-data").exists():
        DATA.mkdir(exist_ok=True)
        (DATA / "package.json").write_text('{"private": true}\n')
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", *PACKAGES], cwd=DATA, check=True)


def _on_white(path: Path) -> torch.Tensor:
    """uint8 3 x 256 x 256 of a picture with alpha."""
    image = Image.open(path).convert("RGBA").resize((SOURCE_SIDE, SOURCE_SIDE), Image.Resampling.LANCZOS)
    white = Image.new("RGBA", image.size, "white")
    return torch.from_numpy(np.array(Image.alpha_composite(white, image).convert("RGB"))).permute(2, 0, 1)


def sources() -> list[tuple[Path, str]]:
    """File and emojibase label of every picture of the allowed groups, in the order of emojibase."""
    modules = DATA / "node_modules"
    emojibase = modules / "emojibase-data"
    groups = json.loads((emojibase / "meta/groups.json").read_text())["groups"]
    assets = modules / "@lobehub/fluent-emoji-3d/assets"
    # The two packages disagree on whether the variation selector is part of the name.
    files = {path.stem.lower().replace("-fe0f", ""): path for path in assets.glob("*.webp")}
    found = []
    for entry in json.loads((emojibase / "en/data.json").read_text()):
        path = files.get(entry["hexcode"].lower().replace("-fe0f", ""))
        if path is not None and "group" in entry and groups[str(entry["group"])] not in EXCLUDED_GROUPS:
            found.append((path, entry["label"]))
    return found


def build() -> Pictures:
    found = sources()
    return Pictures(torch.stack([_on_white(path) for path, _ in found]), [label for _, label in found])


def load() -> Pictures:
    """The pictures, installing and converting them the first time."""
    cache = DATA / "pictures.pt"
    if not cache.exists():
        install()
        torch.save(vars(build()), cache)
    return Pictures(**torch.load(cache))


def place(
    picture: torch.Tensor,
    height: int,
    width: int,
    scale: float = 1.0,
    shift: tuple[float, float] = (0.0, 0.0),
    mirror: bool = False,
) -> torch.Tensor:
    """uint8 3 x height x width: the picture fitted into the canvas times `scale`, moved by `shift` (in canvas
    heights and widths from the middle), white elsewhere; what leaves the canvas is cropped."""
    side = max(1, round(min(height, width) * scale))
    small = F.interpolate(picture[None], size=(side, side), mode="bicubic", antialias=True)[0]
    if mirror:
        small = small.flip(-1)
    canvas = torch.full((3, height, width), 255, dtype=torch.uint8)
    top = round((height - side) / 2 + shift[0] * height)
    left = round((width - side) / 2 + shift[1] * width)
    y0, y1 = max(0, top), min(height, top + side)
    x0, x1 = max(0, left), min(width, left + side)
    if y0 < y1 and x0 < x1:
        canvas[:, y0:y1, x0:x1] = small[:, y0 - top : y1 - top, x0 - left : x1 - left]
    return canvas


def augment(picture: torch.Tensor, side: int, rng: random.Random) -> torch.Tensor:
    """uint8 3 x side x side for the tokenizer: any size from half to slightly cropped, shifted, perhaps mirrored."""
    scale = rng.uniform(0.8, 1.25) if rng.random() < 0.75 else rng.uniform(0.5, 0.8)
    free = abs(1 - scale) / 2 + 0.05
    return place(picture, side, side, scale, (rng.uniform(-free, free), rng.uniform(-free, free)), rng.random() < 0.5)


def to_float(pixels: torch.Tensor) -> torch.Tensor:
    """uint8 to float in [-1, 1]."""
    return pixels.float() / 127.5 - 1


def to_uint8(images: torch.Tensor) -> torch.Tensor:
    """Float in [-1, 1] (clamped) to uint8."""
    return ((images.float().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)


if __name__ == "__main__":
    pictures = load()
    print(f"{len(pictures.labels)} pictures, {len(pictures.things)} of them classes")
