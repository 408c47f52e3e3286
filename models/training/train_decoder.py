"""Trains the decoder of a finished tokenizer on, alone.

    python train_decoder.py --tokenizer runs/tokenizer/tokenizer.pth --run runs/decoder --minutes 90

Every picture keeps its tokens, so a transformer trained on them, before or after, goes with the result.  The decoder may be
deeper than the one it starts from: the new blocks begin by passing on what they get.

Progress is training time.  The same command resumes from the last checkpoint.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

import data
from budget import Budget
from decoder_batches import DecoderBatches
from decoder_loss import decibel_loss
from evaluate import psnr
from load import load_tokenizer
from muon import conv_optimizers
from schedules import BASE
from tokenizer import Tokenizer
from training import Training, prepare, training_arguments

DECAY_SHARE = 0.95  # of the time: most of the gain comes while the rate falls


class DecoderHalf(nn.Module):
    """Unit codes N x D x h x w to images; the tokenizer's parameters that may change."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        super().__init__()
        self.decoder = tokenizer.decoder
        self.post_quant_conv = tokenizer.post_quant_conv

    def forward(self, codes: torch.Tensor) -> torch.Tensor:
        return self.decoder(self.post_quant_conv(codes))


def deepened(finished: Tokenizer, decoder_blocks: int) -> Tokenizer:
    """The same function with that many residual blocks at each of the decoder's levels: what is new ends in zeros."""
    deeper = Tokenizer(replace(finished.config, decoder_blocks=decoder_blocks))
    ends = ("conv2.weight", "conv2.bias", "proj_out.weight", "proj_out.bias")
    unchanging = {
        name: torch.zeros_like(value) if name.startswith("decoder.conv_blocks.") and name.endswith(ends) else value
        for name, value in deeper.state_dict().items()
    }
    deeper.load_state_dict({**unchanging, **finished.state_dict()})
    return deeper.to(memory_format=torch.channels_last)


class DecoderTraining(Training):
    def __init__(self, args: argparse.Namespace) -> None:
        finished = load_tokenizer(args.tokenizer)
        self.tokenizer = deepened(finished, args.decoder_blocks or finished.config.decoder_blocks)
        self.tokenizer.requires_grad_(False)
        half = DecoderHalf(self.tokenizer).requires_grad_(True)
        optimizers = conv_optimizers(half, (*half.decoder.conv_blocks, half.decoder.mid), args.lr)
        super().__init__(args, half, optimizers, Budget(args.minutes * 60, DECAY_SHARE, warmup_steps=200))
        # Only the plain batches have a constant shape.
        self.compiled = half if args.no_compile else torch.compile(half, dynamic=False)
        self.batches = DecoderBatches(self.tokenizer, data.load(), args.side, args.seed)
        self.resume()

    def restore(self, state: dict[str, Any]) -> None:
        self.batches.rng.seed(self.args.seed + self.step)

    def published(self) -> dict[str, Any]:
        return {"tokenizer.pth": {"model": self.average.applied_to(self.tokenizer)}}

    def loss(self) -> torch.Tensor:
        plain = self.batches.rng.random() < self.args.plain
        tokens, images = (self.batches.plain if plain else self.batches.other)(self.args.batch)
        with torch.autocast("cpu", torch.bfloat16):
            decoded = (self.compiled if plain else self.model)(self.tokenizer.vectors(tokens))
        return decibel_loss(decoded, images)

    @torch.no_grad()
    def progress(self) -> str:
        """PSNR of the averaged weights on the fixed plain pictures."""
        averaged = deepened(self.tokenizer, self.tokenizer.config.decoder_blocks)
        self.average.copy_to(averaged)
        tokens, images = self.batches.measured(every=8)
        values = []
        with torch.autocast("cpu", torch.bfloat16):
            for some, targets in zip(tokens.split(32), images.split(32)):
                values.append(psnr(averaged.decode_tokens(some).float(), targets) * len(some))
        return f"PSNR {sum(values) / len(tokens):.2f} dB"


def parse() -> argparse.Namespace:
    parser = training_arguments("Train the decoder of a finished tokenizer on.", run="runs/decoder", minutes=90, lr=8e-4)
    parser.add_argument("--tokenizer", type=Path, default=Path("runs/tokenizer/tokenizer.pth"), help="the finished tokenizer")
    parser.add_argument("--decoder-blocks", type=int, help="residual blocks of each of the decoder's levels, no fewer than there are")
    parser.add_argument("--side", type=int, default=BASE, help="tokens of a side of the plain pictures")
    parser.add_argument("--plain", type=float, default=0.78, help="share of batches of plain pictures at the finest grid")
    args = parser.parse_args()
    if args.tiny:
        args.minutes, args.batch, args.side, args.no_compile = 0.2, 4, 8, True
    return args


if __name__ == "__main__":
    arguments = parse()
    prepare(arguments)
    DecoderTraining(arguments).train()
