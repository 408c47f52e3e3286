"""Trains the decoder of a finished tokenizer on, alone.

    python train_decoder.py --tokenizer runs/tokenizer/tokenizer.pth --run runs/decoder --minutes 90

Every picture keeps its tokens, so a transformer trained on them, before or after, goes with the result.  The decoder may be
deeper than the one it starts from: the new blocks begin by passing on what they get.

Progress is training time.  The same command resumes from the last checkpoint.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

import data
from budget import LAST, Budget, load_state, training_seconds
from checkpoint import MovingAverage, save_atomically
from decoder_batches import DecoderBatches
from decoder_loss import decibel_loss
from evaluate import psnr
from load import load_tokenizer
from muon import ConvMuon
from schedules import BASE
from tokenizer import Tokenizer

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


class Trainer:
    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.run: Path = args.run
        self.budget = Budget(args.minutes * 60, DECAY_SHARE, warmup_steps=200)
        finished = load_tokenizer(args.tokenizer)
        self.tokenizer = deepened(finished, args.decoder_blocks or finished.config.decoder_blocks)
        self.tokenizer.requires_grad_(False)
        self.model = DecoderHalf(self.tokenizer).requires_grad_(True)
        # Only the plain batches have a constant shape.
        self.compiled = self.model if args.no_compile else torch.compile(self.model, dynamic=False)
        self.average = MovingAverage(self.model, 0.998)
        self.optimizers = self._optimizers()
        self.batches = DecoderBatches(self.tokenizer, data.load(), args.side, args.seed)
        self.step, self.elapsed = 0, 0.0
        state = load_state(self.run, self.budget)
        if state is not None:
            self.resume(state)

    def _optimizers(self) -> list[torch.optim.Optimizer]:
        """Muon for the filters between the first and the last layer, AdamW for the rest."""
        decoder = self.model.decoder
        inner = [
            module.weight
            for block in (*decoder.conv_blocks, decoder.mid)
            for module in block.modules()
            if isinstance(module, nn.Conv2d)
        ]
        chosen = {id(weight) for weight in inner}
        others = [weight for weight in self.model.parameters() if id(weight) not in chosen]
        return [
            ConvMuon(inner, self.args.lr, weight_decay=0.01),
            torch.optim.AdamW(others, lr=self.args.lr, betas=(0.9, 0.95), weight_decay=0.0, fused=True),
        ]

    def resume(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        self.step, self.elapsed = state["step"], state["elapsed"]
        self.batches.rng.seed(self.args.seed + self.step)
        print(f"resumed at step {self.step}, {self.elapsed / 60:.1f} min", flush=True)

    def save(self) -> None:
        save_atomically(
            {
                "model": self.model.state_dict(),
                "average": self.average.state_dict(),
                "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
                "step": self.step,
                "elapsed": self.elapsed,
                "budget_seconds": self.budget.seconds,
                "decay_start": self.budget.decay_start,
            },
            self.run / LAST,
        )
        # The averaged weights in the published layout, usable at any time.
        averaged = {**self.tokenizer.state_dict(), **self.average.shadow}
        save_atomically({"model": {name: value.contiguous() for name, value in averaged.items()}}, self.run / "tokenizer.pth")

    @torch.no_grad()
    def measure(self, tokens: torch.Tensor, images: torch.Tensor) -> float:
        """PSNR in dB of the averaged weights."""
        averaged = deepened(self.tokenizer, self.tokenizer.config.decoder_blocks)
        self.average.copy_to(averaged)
        values = []
        with torch.autocast("cpu", torch.bfloat16):
            for some, targets in zip(tokens.split(32), images.split(32)):
                values.append(psnr(averaged.decode_tokens(some).float(), targets) * len(some))
        return sum(values) / len(tokens)

    def train_step(self) -> float:
        plain = self.batches.rng.random() < self.args.plain
        tokens, images = (self.batches.plain if plain else self.batches.other)(self.args.batch)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = self.args.lr * self.budget.factor(self.elapsed, self.step)
        with torch.autocast("cpu", torch.bfloat16):
            decoded = (self.compiled if plain else self.model)(self.tokenizer.vectors(tokens))
        loss = decibel_loss(decoded, images)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.average.update(self.model)
        self.step += 1
        return loss.item()

    def train(self) -> None:
        measured = self.batches.measured(every=8)
        last_save = time.monotonic()
        saved_step, saved_elapsed = self.step, self.elapsed
        while self.elapsed < self.budget.seconds:
            started = time.monotonic()
            loss = self.train_step()
            self.elapsed += training_seconds(time.monotonic() - started)
            if time.monotonic() - last_save > self.args.save_seconds or self.elapsed >= self.budget.seconds:
                rate = (self.step - saved_step) / (self.elapsed - saved_elapsed)
                print(
                    f"step {self.step} {self.elapsed / 60:.1f} min  {rate:.2f} steps/s  PSNR {self.measure(*measured):.2f} dB  loss {loss:.3f}",
                    flush=True,
                )
                self.save()
                last_save, saved_step, saved_elapsed = time.monotonic(), self.step, self.elapsed


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the decoder of a finished tokenizer on.")
    parser.add_argument("--tokenizer", type=Path, default=Path("runs/tokenizer/tokenizer.pth"), help="the finished tokenizer")
    parser.add_argument("--run", type=Path, default=Path("runs/decoder"))
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--decoder-blocks", type=int, help="residual blocks of each of the decoder's levels, no fewer than there are")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--side", type=int, default=BASE, help="tokens of a side of the plain pictures")
    parser.add_argument("--plain", type=float, default=0.78, help="share of batches of plain pictures at the finest grid")
    parser.add_argument("--lr", type=float, default=8e-4)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-seconds", type=float, default=150)
    parser.add_argument("--no-compile", action="store_true", help="skip torch.compile (needs a C++ compiler, pays after minutes)")
    parser.add_argument("--tiny", action="store_true", help="smoke test: seconds instead of minutes")
    args = parser.parse_args()
    if args.tiny:
        args.minutes, args.batch, args.side, args.no_compile = 0.2, 4, 8, True
    return args


if __name__ == "__main__":
    arguments = parse()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    Trainer(arguments).train()
