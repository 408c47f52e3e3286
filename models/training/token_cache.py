"""Tokens of every training picture at every grid, computed once: the transformer never sees pixels.

Of each picture there are two variants (plain; smaller and moved), and of each variant one pyramid a canvas shape.  None is
mirrored: the four tokens of the 2 x 2 grid are drawn independently of each other, so that a class which is known in both
directions comes out as half of each.
"""

from __future__ import annotations

import random
from pathlib import Path

import torch

import data
from checkpoint import save_atomically
from schedules import SHAPES, trained_grids
from tokenizer import GRID, Tokenizer

PLAIN_SCALE = 0.96  # a margin of two pixels, so that no outline touches the canvas
VARIANT_WEIGHTS = (0.85, 0.15)  # plain, smaller and moved

Pyramid = dict[GRID, torch.Tensor]
"""int16 tokens of each grid, pictures x variants x rows x cols."""


def _variant(picture: torch.Tensor, variant: int, height: int, width: int, rng: random.Random) -> torch.Tensor:
    if variant == 0:
        return data.place(picture, height, width, PLAIN_SCALE)
    scale = rng.uniform(0.72, 0.9)
    free = (1 - scale) / 2
    shift = (rng.uniform(-free, free), rng.uniform(-free, free))
    return data.place(picture, height, width, scale, shift)


@torch.inference_mode()
def encode_pictures(tokenizer: Tokenizer, pictures: torch.Tensor, shapes: list[GRID], seed: int) -> dict[GRID, Pyramid]:
    """Pictures uint8 N x 3 x 256 x 256 to one pyramid a shape."""
    rng = random.Random(seed)
    stride, variants = tokenizer.config.stride, len(VARIANT_WEIGHTS)
    pyramids: dict[GRID, Pyramid] = {}
    for rows, cols in shapes:
        grids = trained_grids((rows, cols))
        tokens: dict[GRID, list[torch.Tensor]] = {grid: [] for grid in grids}
        for chunk in pictures.split(16):
            placed = [
                _variant(picture, variant, rows * stride, cols * stride, rng)
                for picture in chunk
                for variant in range(variants)
            ]
            images = data.to_float(torch.stack(placed)).contiguous(memory_format=torch.channels_last)
            latent = tokenizer.encode(images)
            for grid in grids:
                tokens[grid].append(tokenizer.tokens(latent, grid).to(torch.int16))
        pyramids[rows, cols] = {grid: torch.cat(found).unflatten(0, (-1, variants)) for grid, found in tokens.items()}
    return pyramids


def load(path: Path, tokenizer: Tokenizer, pictures: torch.Tensor, seed: int = 0) -> dict[GRID, Pyramid]:
    """The cached tokens, computed the first time; the codebook tells whether the cache is of this tokenizer."""
    key = {"codes": tokenizer.quantize.codes.detach(), "pictures": len(pictures)}
    if path.exists():
        cached = torch.load(path)
        if torch.equal(cached["codes"], key["codes"]) and cached["pictures"] == key["pictures"]:
            return cached["pyramids"]
    pyramids = encode_pictures(tokenizer, pictures, SHAPES, seed)
    save_atomically({**key, "pyramids": pyramids}, path)
    return pyramids
