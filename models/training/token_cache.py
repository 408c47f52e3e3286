"""Tokens of every training picture at every grid, computed once: the transformer never sees pixels.

Of each picture there are four variants (plain; three smaller and moved), and of each variant one pyramid a canvas shape; on a
canvas that is not square all four are plain, for a thing's place is learnt on squares.  None is mirrored: the four tokens of the
2 x 2 grid are drawn independently of each other, so that a class which is known in both directions comes out as half of each.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from pathlib import Path

import torch

import data
from checkpoint import save_atomically
from schedules import BASE, SHAPES, trained_grids
from tokenizer import GRID, Tokenizer

PLAIN_SCALE = 0.96  # a margin of two pixels, so that no outline touches the canvas
VARIANT_WEIGHTS = (0.79, 0.07, 0.07, 0.07)  # plain, then smaller and moved

Pyramid = dict[GRID, torch.Tensor]
"""int16 tokens of each grid, pictures x variants x rows x cols."""


@dataclass(frozen=True)
class Placement:
    """Where a variant shows its picture, in shares of the canvas: the same at every size."""

    scale: float
    shift: tuple[float, float]


def _placements(rng: random.Random) -> list[Placement]:
    found = [Placement(PLAIN_SCALE, (0.0, 0.0))]
    while len(found) < len(VARIANT_WEIGHTS):
        scale = rng.uniform(0.75, 0.92)
        free = (PLAIN_SCALE - scale) / 2
        found.append(Placement(scale, (rng.uniform(-free, free), rng.uniform(-free, free))))
    return found


def canvas_of(shape: GRID, grid: GRID) -> GRID:
    """Canvas, in tokens, whose latent is pooled to this grid of this shape.

    A picture larger than the base starts as the base's own pyramid, which is learnt best, and each larger grid is the
    picture at its own size: the transformer only has to learn the enlargement.  The 1 x 1 grid is the base's for every shape:
    it is drawn before anything tells the model the shape, so a tint of its own for each would blur the square's.
    """
    if grid == (1, 1):
        return (BASE, BASE)
    if not is_square(shape) or max(shape) <= BASE:
        return shape
    return grid if max(grid) > BASE else (BASE, BASE)


def is_square(grid: GRID) -> bool:
    return grid[0] == grid[1]


@torch.inference_mode()
def encode_pictures(tokenizer: Tokenizer, pictures: torch.Tensor, shapes: list[GRID], seed: int) -> dict[GRID, Pyramid]:
    """Pictures uint8 N x 3 x 256 x 256 to one pyramid a shape."""
    rng = random.Random(seed)
    placements = [_placements(rng) for _ in pictures]
    wanted = {(canvas_of(shape, grid), grid) for shape in shapes for grid in trained_grids(shape)}
    found = {
        (canvas, grid): tokens
        for canvas in sorted({canvas for canvas, _ in wanted})
        for grid, tokens in _encode_canvas(tokenizer, pictures, placements, canvas, [g for c, g in wanted if c == canvas]).items()
    }
    return {shape: {grid: found[canvas_of(shape, grid), grid] for grid in trained_grids(shape)} for shape in shapes}


def _encode_canvas(
    tokenizer: Tokenizer, pictures: torch.Tensor, placements: list[list[Placement]], canvas: GRID, grids: list[GRID]
) -> Pyramid:
    height, width = (side * tokenizer.config.stride for side in canvas)
    tokens: dict[GRID, list[torch.Tensor]] = {grid: [] for grid in grids}
    for picture, variants in zip(pictures, placements):
        shown = variants if is_square(canvas) else variants[:1]
        placed = [data.place(picture, height, width, variant.scale, variant.shift) for variant in shown]
        images = data.to_float(torch.stack(placed)).contiguous(memory_format=torch.channels_last)
        latent = tokenizer.encode(images)
        for grid in grids:
            tokens[grid].append(tokenizer.tokens(latent, grid).to(torch.int16).expand(len(variants), *grid))
    return {grid: torch.stack(found) for grid, found in tokens.items()}


def load(
    path: Path, tokenizer: Tokenizer, pictures: torch.Tensor, shapes: list[GRID] = SHAPES, seed: int = 0
) -> dict[GRID, Pyramid]:
    """The cached tokens, computed the first time; the codebook and what was encoded tell whether the cache fits."""
    codes = tokenizer.quantize.codes.detach()
    canvases = {(shape, grid): canvas_of(shape, grid) for shape in shapes for grid in trained_grids(shape)}
    contents = {"pictures": len(pictures), "variants": VARIANT_WEIGHTS, "canvases": canvases}
    if path.exists():
        cached = torch.load(path)
        if torch.equal(cached["codes"], codes) and cached["contents"] == contents:
            return cached["pyramids"]
    pyramids = encode_pictures(tokenizer, pictures, shapes, seed)
    save_atomically({"codes": codes, "contents": contents, "pyramids": pyramids}, path)
    return pyramids
