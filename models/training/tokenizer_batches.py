"""Batches for the tokenizer: half as the transformer will see the pictures, half augmented so that uploads encode well."""

from __future__ import annotations

import random

import torch

import data
from token_cache import PLAIN_SCALE

class Batches:
    """N x 3 x side x side in [-1, 1].  A `thing_share` of them are classes of the transformer, which are a fifth of all; the
    others keep the tokenizer general.  A `plain_share` is not augmented."""

    def __init__(self, pictures: data.Pictures, side: int, plain_share: float, thing_share: float, seed: int) -> None:
        self.pictures = pictures
        self.things = pictures.things
        self.side = side
        self.plain_share = plain_share
        self.thing_share = thing_share
        self.rng = random.Random(seed)
        self._plain = torch.stack([data.place(picture, side, side, PLAIN_SCALE) for picture in pictures.pixels])

    def _picture(self) -> torch.Tensor:
        if self.rng.random() < self.thing_share:
            index = self.rng.choice(self.things)
        else:
            index = self.rng.randrange(len(self.pictures.labels))
        if self.rng.random() < self.plain_share:
            return self._plain[index]
        return data.augment(self.pictures.pixels[index], self.side, self.rng)

    def batch(self, count: int) -> torch.Tensor:
        return _to_network([self._picture() for _ in range(count)])

    def plain(self, every: int) -> torch.Tensor:
        """Every so-many-th picture, plain: a fixed set to measure on."""
        return _to_network(list(self._plain[::every]))


def _to_network(pictures: list[torch.Tensor]) -> torch.Tensor:
    return data.to_float(torch.stack(pictures)).contiguous(memory_format=torch.channels_last)
