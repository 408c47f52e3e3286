"""Trains the tokenizer in one run of three phases: noise, k-means, quantised.

    python train_tokenizer.py --run runs/tokenizer --minutes 90

1. *Noise.*  No codebook: unit latents plus noise, and a reward for using every dimension (a codebook of random codes
   collapses within a few hundred steps; one made of latents that use few dimensions never leaves those).
2. *K-means.*  Spherical k-means over latents of all scales becomes the codebook.
3. *Quantised.*  Straight-through nearest code, codebook and commitment terms; a code unused for long restarts at a latent.

Progress is training time.  The same command resumes from the last checkpoint; with more minutes it continues from before
the learning rate began to fall.

What it ends with is sharpened by train_decoder.py, which leaves every picture its tokens.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import nn

import data
from budget import BEFORE_DECAY, LAST, Budget, load_state, training_seconds
from checkpoint import MovingAverage, save_atomically
from evaluate import psnr
from latent_spread import capacity, content_cells
from muon import ConvMuon
from spherical_kmeans import content_vectors, spherical_kmeans
from tokenizer import Tokenizer, TokenizerConfig
from tokenizer_batches import Batches
from tokenizer_loss import reconstruction_loss

COARSE_GRIDS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
NOISE = 0.14  # per dimension of the unit latent: about the error that 4096 codes will make
CAPACITY_WEIGHT = 0.02  # of a nat
# A quarter, as is usual, outweighs the pictures: the latent then shrinks to the few dimensions that are cheap to quantise.
COMMITMENT = 0.06
UNUSED_STEPS = 400  # after which a code restarts
KMEANS_VECTORS = 80_000
SAVE_SECONDS = 150


class Trainer:
    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.run: Path = args.run
        self.budget = Budget(args.minutes * 60, args.decay_share, warmup_steps=200)
        self.config = TokenizerConfig(
            channels=args.channels,
            multipliers=tuple(args.multipliers),
            res_blocks=args.res_blocks,
            decoder_blocks=args.decoder_blocks,
            factor=args.factor,
            codebook_size=args.codes,
            codebook_dim=args.code_dim,
        )
        self.model = Tokenizer(self.config).to(memory_format=torch.channels_last)
        self.quantised = False
        # Only the finest grid has a constant shape; the coarse grid runs uncompiled.
        compiled = (lambda module: module) if args.no_compile else torch.compile
        self.encoder, self.decoder = compiled(self.model.encoder), compiled(self.model.decoder)
        self.average = MovingAverage(self.model, 0.998)
        self.optimizers = self._optimizers()
        self.batches = Batches(data.load(), args.side, args.plain, args.things, args.seed)
        self.measured = self.batches.plain(every=8)
        self.finest = args.side // self.config.stride
        self.step, self.elapsed, self.kept = 0, 0.0, False
        self.unused = torch.zeros(args.codes, dtype=torch.long)  # steps since a code was last the nearest
        state = load_state(self.run, self.budget)
        if state is not None:
            self.resume(state)

    def _optimizers(self) -> list[torch.optim.Optimizer]:
        """Muon for the filters between the first and the last layer of each half, AdamW for the rest."""
        inner = [
            module.weight
            for half in (self.model.encoder, self.model.decoder)
            for block in (*half.conv_blocks, half.mid)
            for module in block.modules()
            if isinstance(module, nn.Conv2d)
        ]
        chosen = {id(weight) for weight in inner}
        others = [weight for weight in self.model.parameters() if id(weight) not in chosen]
        return [
            ConvMuon(inner, self.args.lr, weight_decay=0.01),
            torch.optim.AdamW(others, lr=self.args.lr, betas=(0.9, 0.95), weight_decay=0.0),
        ]

    def resume(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        self.step, self.elapsed = state["step"], state["elapsed"]
        # More noise minutes than there were: the codebook is given up and made anew.
        self.quantised = state["quantised"] and self.elapsed >= self.args.noise_minutes * 60
        self.unused = state["unused"]
        self.kept = self.elapsed > self.budget.decay_start
        self.batches.rng.seed(self.args.seed + self.step)
        print(f"resumed at step {self.step}, {self.elapsed / 60:.1f} min", flush=True)

    def save(self, name: str = LAST) -> None:
        save_atomically(
            {
                "config": vars(self.config),
                "model": self.model.state_dict(),
                "average": self.average.state_dict(),
                "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
                "step": self.step,
                "elapsed": self.elapsed,
                "budget_seconds": self.budget.seconds,
                "decay_start": self.budget.decay_start,
                "quantised": self.quantised,
                "unused": self.unused,
            },
            self.run / name,
        )
        # The averaged weights in the published layout, usable at any time.
        averaged = {**self.model.state_dict(), **self.average.shadow}
        save_atomically({"model": {name: value.contiguous() for name, value in averaged.items()}}, self.run / "tokenizer.pth")

    def quantise(self, latent: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Latent N x D x h x w to what the decoder sees (gradient straight through) and the codebook's loss."""
        z = F.normalize(latent.float(), dim=1)
        if not self.quantised:
            return F.normalize(z + NOISE * torch.randn_like(z), dim=1), z.new_zeros(())
        tokens = self.model.quantize.nearest(z.detach().movedim(1, -1))
        codes = self.model.vectors(tokens)
        self.unused[tokens.flatten()] = 0
        loss = (codes - z.detach()).square().sum(1).mean() + COMMITMENT * (codes.detach() - z).square().sum(1).mean()
        return z + (codes - z).detach(), loss

    def losses(self, images: torch.Tensor) -> dict[str, torch.Tensor]:
        """The finest grid of all pictures, and one random coarser grid of half of them."""
        grid = self.batches.rng.choice([g for g in COARSE_GRIDS if g < self.finest])
        half = len(images) // 2
        with torch.autocast("cpu", torch.bfloat16):
            latent = self.model.quant_conv(self.encoder(images)).float()
            fine, fine_codebook = self.quantise(latent)
            fine_images = self.decoder(self.model.post_quant_conv(fine))
            coarse, coarse_codebook = self.quantise(F.adaptive_avg_pool2d(latent[:half], grid))
            coarse_images = self.model.decode(coarse)
        coarse_target = F.interpolate(images[:half], size=grid * self.config.stride, mode="area")
        spread = self.spread_loss(latent, images)
        return {
            "fine": reconstruction_loss(fine_images, images, self.args.squares),
            "coarse": 0.4 * reconstruction_loss(coarse_images, coarse_target, self.args.squares),
            "codebook": fine_codebook + 0.4 * coarse_codebook,
            "spread": spread,
        }

    def spread_loss(self, latent: torch.Tensor, images: torch.Tensor) -> torch.Tensor:
        if self.quantised:
            return latent.new_zeros(())
        vectors = F.normalize(latent, dim=1).movedim(1, -1)[content_cells(images, latent.shape[-1])]
        return -CAPACITY_WEIGHT * capacity(vectors, NOISE)

    @torch.no_grad()
    def start_codebook(self) -> None:
        collected: list[torch.Tensor] = []
        while sum(map(len, collected)) < KMEANS_VECTORS * (1 if not self.args.tiny else 0.05):
            images = self.batches.batch(self.args.batch)
            latent = self.model.encode(images)
            collected += [content_vectors(latent, images, grid) for grid in (*COARSE_GRIDS, self.finest) if grid <= self.finest]
        vectors = torch.cat(collected)
        codes = spherical_kmeans(vectors, self.args.codes)
        self.model.quantize.embedding.weight.copy_(codes)
        # Weights from before the codebook would spoil the average for hundreds of steps.
        self.average = MovingAverage(self.model, self.average.decay)
        self.quantised = True
        self.unused.zero_()
        cosine = torch.cat([(chunk @ codes.T).amax(1) for chunk in vectors.split(8192)]).mean()
        print(f"k-means over {len(vectors)} vectors: mean cosine to the nearest code {cosine:.4f}", flush=True)

    @torch.no_grad()
    def restart_unused(self, images: torch.Tensor) -> int:
        dead = (self.unused > UNUSED_STEPS).nonzero().flatten()
        if len(dead) > 0:
            latent = self.model.encode(images)
            vectors = torch.cat([content_vectors(latent, images, grid) for grid in (self.finest, self.finest // 2)])
            dead = dead[: len(vectors)]
            fresh = vectors[torch.randperm(len(vectors))[: len(dead)]]
            self.model.quantize.embedding.weight[dead] = fresh
            self.average.shadow["quantize.embedding.weight"][dead] = fresh
            self.unused[dead] = 0
        return len(dead)

    @torch.no_grad()
    def measure(self) -> float:
        """PSNR in dB of the averaged weights on the fixed plain pictures, through the codebook once there is one."""
        model = Tokenizer(self.config).to(memory_format=torch.channels_last)
        self.average.copy_to(model)
        values = []
        with torch.autocast("cpu", torch.bfloat16):
            for images in self.measured.split(32):
                latent = model.encode(images).float()
                seen = model.vectors(model.tokens(latent, tuple(latent.shape[2:]))) if self.quantised else F.normalize(latent, dim=1)
                values.append(psnr(model.decode(seen).float(), images) * len(images))
        return sum(values) / len(self.measured)

    def train_step(self) -> dict[str, torch.Tensor]:
        if not self.quantised and self.elapsed >= self.args.noise_minutes * 60:
            self.start_codebook()
        images = self.batches.batch(self.args.batch)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = self.args.lr * self.budget.factor(self.elapsed, self.step)
        losses = self.losses(images)
        sum(losses.values()).backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            optimizer.step()
            optimizer.zero_grad()
        self.average.update(self.model)
        self.step += 1
        self.unused += 1
        if self.quantised and self.step % 50 == 0:
            losses["restarted"] = torch.tensor(float(self.restart_unused(images)))
        return losses

    def train(self) -> None:
        last_save = time.monotonic()
        rate_step, rate_elapsed = self.step, self.elapsed
        while self.elapsed < self.budget.seconds:
            started = time.monotonic()
            losses = self.train_step()
            self.elapsed += training_seconds(time.monotonic() - started)
            if not self.kept and self.elapsed > self.budget.decay_start:
                self.kept = True
                self.save(BEFORE_DECAY)
            if time.monotonic() - last_save > self.args.save_seconds or self.elapsed >= self.budget.seconds:
                rate = (self.step - rate_step) * self.args.batch / (self.elapsed - rate_elapsed)
                print(
                    f"step {self.step} {self.elapsed / 60:.1f} min  {rate:.1f} img/s  PSNR {self.measure():.2f} dB"
                    f"{'' if self.quantised else ' (no codebook)'}  "
                    + "  ".join(f"{name} {value.item():.4f}" for name, value in losses.items()),
                    flush=True,
                )
                self.save()
                last_save, rate_step, rate_elapsed = time.monotonic(), self.step, self.elapsed


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the tokenizer.")
    parser.add_argument("--run", type=Path, default=Path("runs/tokenizer"))
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--noise-minutes", type=float, default=8, help="before the codebook")
    parser.add_argument("--decay-share", type=float, default=0.55, help="of the minutes, at the end, in which the learning rate falls")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--side", type=int, default=128)
    parser.add_argument("--factor", type=int, default=4, help="of the pixel-unshuffle")
    parser.add_argument("--channels", type=int, default=96)
    parser.add_argument("--multipliers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--res-blocks", type=int, default=1, help="residual blocks of each of the encoder's levels")
    parser.add_argument("--decoder-blocks", type=int, default=2, help="residual blocks of each of the decoder's levels")
    parser.add_argument("--codes", type=int, default=4096)
    parser.add_argument("--code-dim", type=int, default=16)
    parser.add_argument("--plain", type=float, default=0.75, help="share of pictures that are not augmented")
    parser.add_argument("--squares", type=float, default=4.0, help="weight of L2 against L1")
    parser.add_argument("--things", type=float, default=0.45, help="share of pictures drawn from the classes only, the rest from all")
    parser.add_argument("--lr", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-seconds", type=float, default=SAVE_SECONDS)
    parser.add_argument("--no-compile", action="store_true", help="skip torch.compile (needs a C++ compiler, pays after minutes)")
    parser.add_argument("--tiny", action="store_true", help="smoke test: seconds instead of minutes")
    args = parser.parse_args()
    if args.tiny:
        args.minutes, args.noise_minutes, args.no_compile = 0.3, 0.15, True
        args.batch, args.side, args.channels, args.codes = 4, 64, 32, 128
    return args


if __name__ == "__main__":
    arguments = parse()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    Trainer(arguments).train()
