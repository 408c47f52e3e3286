"""What a finished tokenizer's decoder is trained on: tokens, and the picture they should give.

Most batches are *plain*: every picture as the transformer knows it best, at the finest grid, with tokens computed once.  The
others are whatever else the decoder will be given, encoded anew each time: other canvases, other placements, coarser grids.
"""

from __future__ import annotations

import random

import torch
import torch.nn.functional as F

import data
from schedules import BASE, SHAPES
from token_cache import PLAIN_SCALE
from tokenizer import GRID, Tokenizer

THING_REPEATS = 2  # a picture that is a class comes this often in a pass, any other once
COARSE_SHARE = 0.45  # of the other batches: a grid below the canvas's own
CANVASES: dict[GRID, float] = {
    (BASE, BASE): 0.40,
    (8, 8): 0.06,
    (12, 12): 0.06,
    (24, 24): 0.12,
    (32, 32): 0.08,
    **{shape: 0.28 / 8 for shape in SHAPES if shape[0] != shape[1]},
}
"""Share of each canvas, in tokens, among the other batches."""


class DecoderBatches:
    """Tokens N x rows x cols and their pictures N x 3 x H x W in [-1, 1]."""

    def __init__(self, tokenizer: Tokenizer, pictures: data.Pictures, side: int, seed: int) -> None:
        self.tokenizer = tokenizer
        self.pictures = pictures
        self.base = (side, side)
        self.rng = random.Random(seed)
        pixels = side * tokenizer.config.stride
        self._plain = torch.stack([data.place(picture, pixels, pixels, PLAIN_SCALE) for picture in pictures.pixels])
        self._tokens = torch.cat([self._encode(part, self.base) for part in self._plain.split(32)])
        self._order: list[int] = []

    def _encode(self, placed: torch.Tensor, grid: GRID) -> torch.Tensor:
        with torch.no_grad():
            return self.tokenizer.tokens(self.tokenizer.encode(_to_network(placed)), grid)

    def plain(self, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        if len(self._order) < count:
            entries = [*range(len(self._plain)), *self.pictures.things * (THING_REPEATS - 1)]
            self._order += self.rng.sample(entries, len(entries))
        taken, self._order = self._order[:count], self._order[count:]
        return self._tokens[taken], _to_network(self._plain[taken])

    def measured(self, every: int) -> tuple[torch.Tensor, torch.Tensor]:
        """Every so-many-th plain picture: a fixed set to measure on."""
        return self._tokens[::every], _to_network(self._plain[::every])

    def other(self, count: int) -> tuple[torch.Tensor, torch.Tensor]:
        """As much work as `count` plain pictures: more small ones, fewer large ones."""
        canvas = self.base
        if self.base == (BASE, BASE):
            canvas = self.rng.choices(list(CANVASES), CANVASES.values())[0]
        grid = self._coarser(canvas) if self.rng.random() < COARSE_SHARE else canvas
        count = max(2, min(4 * count, count * self.base[0] * self.base[1] // (canvas[0] * canvas[1])))
        placed = torch.stack([self._place(self._any_picture(), canvas) for _ in range(count)])
        stride = self.tokenizer.config.stride
        target = _to_network(placed)
        if grid != canvas:
            target = F.interpolate(target, size=(grid[0] * stride, grid[1] * stride), mode="area")
        return self._encode(placed, grid), target

    def _coarser(self, canvas: GRID) -> GRID:
        longest = self.rng.randrange(1, max(canvas))
        rows, cols = (max(1, round(side * longest / max(canvas))) for side in canvas)
        return rows, cols

    def _any_picture(self) -> torch.Tensor:
        of_things = self.rng.random() < 0.5
        return self.pictures.pixels[self.rng.choice(self.pictures.things) if of_things else self.rng.randrange(len(self._plain))]

    def _place(self, picture: torch.Tensor, canvas: GRID) -> torch.Tensor:
        """A third plain, a third smaller and moved as the transformer knows it, a third anyhow."""
        height, width = (side * self.tokenizer.config.stride for side in canvas)
        kind = self.rng.randrange(3)
        if kind == 0:
            return data.place(picture, height, width, PLAIN_SCALE)
        if kind == 1 or height != width:
            scale = self.rng.uniform(0.75, 0.92)
            free = (PLAIN_SCALE - scale) / 2
            return data.place(picture, height, width, scale, (self.rng.uniform(-free, free), self.rng.uniform(-free, free)))
        return data.augment(picture, height, self.rng)


def _to_network(placed: torch.Tensor) -> torch.Tensor:
    return data.to_float(placed).contiguous(memory_format=torch.channels_last)
