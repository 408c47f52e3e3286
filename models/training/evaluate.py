"""Measures a trained pair: reconstruction of the training pictures, use of the codebook, cross-entropy of each grid.

    python evaluate.py --pack runs/export

There is one picture a class and no held-out set: the figures say how well the model knows its pictures, not how it
generalises.
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import torch
import torch.nn.functional as F

import data
from classes import THINGS
from load import load_tokenizer, load_transformer
from schedules import EIGHT
from token_cache import PLAIN_SCALE
from tokenizer import Tokenizer
from transformer import Transformer, cells_of_scales, parameter_count


def psnr(images: torch.Tensor, target: torch.Tensor) -> float:
    """Mean over pictures, in dB of the range -1 .. 1."""
    mse = (images.clamp(-1, 1) - target).square().mean((1, 2, 3))
    return (10 * (4 / mse).log10()).mean().item()


def plain_pictures(tokenizer: Tokenizer) -> torch.Tensor:
    """The things as the plain variant of the transformer's training shows them, N x 3 x 128 x 128."""
    pictures = data.load()
    side = 16 * tokenizer.config.stride
    placed = [data.place(pictures.pixels[i], side, side, PLAIN_SCALE) for i in pictures.things]
    return data.to_float(torch.stack(placed)).contiguous(memory_format=torch.channels_last)


@torch.inference_mode()
def measure_tokenizer(tokenizer: Tokenizer) -> None:
    quantised, continuous, used = [], [], set()
    for images in plain_pictures(tokenizer).split(32):
        latent = tokenizer.encode(images)
        for grid in EIGHT:
            used |= set(tokenizer.tokens(latent, grid).flatten().tolist())
        finest = tokenizer.tokens(latent, EIGHT[-1])
        quantised.append(psnr(tokenizer.decode_tokens(finest), images) * len(images))
        continuous.append(psnr(tokenizer.decode(F.normalize(latent, dim=1)), images) * len(images))
    print(f"tokenizer: {parameter_count(tokenizer):,} parameters")
    print(f"PSNR of the 16 x 16 grid: {sum(quantised) / len(THINGS):.2f} dB")
    print(f"PSNR without a codebook:  {sum(continuous) / len(THINGS):.2f} dB")
    print(f"codes in use over the grids of the 8 steps: {len(used)} of {tokenizer.config.codebook_size}")


@torch.inference_mode()
def measure_transformer(tokenizer: Tokenizer, transformer: Transformer) -> None:
    total = torch.zeros(len(EIGHT))
    right = torch.zeros(len(EIGHT))
    for labels, images in zip(torch.arange(len(THINGS)).split(32), plain_pictures(tokenizer).split(32)):
        latent = tokenizer.encode(images)
        tokens = [tokenizer.tokens(latent, grid) for grid in EIGHT]
        logits = transformer(labels, [tokenizer.vectors(grid) for grid in tokens[:-1]], EIGHT)
        for k, cells in enumerate(cells_of_scales(EIGHT)):
            target = tokens[k].flatten(1)
            total[k] += F.cross_entropy(logits[:, cells].flatten(0, 1), target.flatten()) * len(labels)
            right[k] += (logits[:, cells].argmax(-1) == target).float().mean() * len(labels)
    print(f"transformer: {parameter_count(transformer):,} parameters; teacher-forced on the plain pictures:")
    print(f"  chance: {math.log(tokenizer.config.codebook_size):.3f} nats a token")
    for (rows, cols), nats, share in zip(EIGHT, total / len(THINGS), right / len(THINGS)):
        print(f"  {rows:2} x {cols:2}: {nats:.3f} nats a token, most likely token right {share:.1%}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Measure a trained pair.")
    parser.add_argument("--pack", type=Path, default=Path("runs/export"))
    pack = parser.parse_args().pack
    loaded = load_tokenizer(pack / "tokenizer.pth")
    measure_tokenizer(loaded)
    if (pack / "transformer.pth").exists():
        measure_transformer(loaded, load_transformer(pack / "transformer.pth"))
