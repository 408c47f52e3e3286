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
from typing import Any

import torch
import torch.nn.functional as F

import data
from budget import Budget
from checkpoint import MovingAverage
from evaluate import psnr
from latent_spread import capacity, content_cells
from muon import conv_optimizers
from spherical_kmeans import content_vectors, spherical_kmeans
from tokenizer import Tokenizer, TokenizerConfig
from tokenizer_batches import Batches
from tokenizer_loss import reconstruction_loss
from training import Training, prepare, training_arguments

COARSE_GRIDS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
NOISE = 0.14  # per dimension of the unit latent: about the error that 4096 codes will make
CAPACITY_WEIGHT = 0.02  # of a nat
# A quarter, as is usual, outweighs the pictures: the latent then shrinks to the few dimensions that are cheap to quantise.
COMMITMENT = 0.06
UNUSED_STEPS = 400  # after which a code restarts
KMEANS_VECTORS = 80_000


class TokenizerTraining(Training):
    def __init__(self, args: argparse.Namespace) -> None:
        self.config = TokenizerConfig(
            channels=args.channels,
            multipliers=tuple(args.multipliers),
            res_blocks=args.res_blocks,
            decoder_blocks=args.decoder_blocks,
            factor=args.factor,
            codebook_size=args.codes,
            codebook_dim=args.code_dim,
        )
        self.tokenizer = Tokenizer(self.config).to(memory_format=torch.channels_last)
        halves = (self.tokenizer.encoder, self.tokenizer.decoder)
        inner = [block for half in halves for block in (*half.conv_blocks, half.mid)]
        optimizers = conv_optimizers(self.tokenizer, inner, args.lr)
        super().__init__(args, self.tokenizer, optimizers, Budget(args.minutes * 60, args.decay_share, warmup_steps=200))
        self.quantised = False
        # Only the finest grid has a constant shape; the coarse grid runs uncompiled.
        self.encoder, self.decoder = halves if args.no_compile else map(torch.compile, halves)
        self.batches = Batches(data.load(), args.side, args.plain, args.things, args.seed)
        self.measured = self.batches.plain(every=8)
        self.finest = args.side // self.config.stride
        self.unused = torch.zeros(args.codes, dtype=torch.long)  # steps since a code was last the nearest
        self.restarted = 0  # codes since the last report
        self.parts: dict[str, torch.Tensor] = {}  # of the last loss
        self.resume()

    def state(self) -> dict[str, Any]:
        return {"config": vars(self.config), "quantised": self.quantised, "unused": self.unused}

    def restore(self, state: dict[str, Any]) -> None:
        # More noise minutes than there were: the codebook is given up and made anew.
        self.quantised = state["quantised"] and self.elapsed >= self.args.noise_minutes * 60
        self.unused = state["unused"]
        self.batches.rng.seed(self.args.seed + self.step)

    def published(self) -> dict[str, Any]:
        return {"tokenizer.pth": {"model": self.average.applied_to(self.tokenizer)}}

    def quantise(self, latent: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Latent N x D x h x w to what the decoder sees (gradient straight through) and the codebook's loss."""
        z = F.normalize(latent.float(), dim=1)
        if not self.quantised:
            return F.normalize(z + NOISE * torch.randn_like(z), dim=1), z.new_zeros(())
        tokens = self.tokenizer.quantize.nearest(z.detach().movedim(1, -1))
        codes = self.tokenizer.vectors(tokens)
        self.unused[tokens.flatten()] = 0
        loss = (codes - z.detach()).square().sum(1).mean() + COMMITMENT * (codes.detach() - z).square().sum(1).mean()
        return z + (codes - z).detach(), loss

    def loss(self) -> torch.Tensor:
        if not self.quantised and self.elapsed >= self.args.noise_minutes * 60:
            self.start_codebook()
        images = self.batches.batch(self.args.batch)
        if self.quantised and self.step % 50 == 0:
            self.restarted += self.restart_unused(images)
        self.unused += 1
        self.parts = self.losses(images)
        return sum(self.parts.values())

    def losses(self, images: torch.Tensor) -> dict[str, torch.Tensor]:
        """The finest grid of all pictures, and one random coarser grid of half of them."""
        grid = self.batches.rng.choice([g for g in COARSE_GRIDS if g < self.finest])
        half = len(images) // 2
        with torch.autocast("cpu", torch.bfloat16):
            latent = self.tokenizer.quant_conv(self.encoder(images)).float()
            fine, fine_codebook = self.quantise(latent)
            fine_images = self.decoder(self.tokenizer.post_quant_conv(fine))
            coarse, coarse_codebook = self.quantise(F.adaptive_avg_pool2d(latent[:half], grid))
            coarse_images = self.tokenizer.decode(coarse)
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
            latent = self.tokenizer.encode(images)
            collected += [content_vectors(latent, images, grid) for grid in (*COARSE_GRIDS, self.finest) if grid <= self.finest]
        vectors = torch.cat(collected)
        codes = spherical_kmeans(vectors, self.args.codes)
        self.tokenizer.quantize.embedding.weight.copy_(codes)
        # Weights from before the codebook would spoil the average for hundreds of steps.
        self.average = MovingAverage(self.tokenizer, self.average.decay)
        self.quantised = True
        self.unused.zero_()
        cosine = torch.cat([(chunk @ codes.T).amax(1) for chunk in vectors.split(8192)]).mean()
        print(f"k-means over {len(vectors)} vectors: mean cosine to the nearest code {cosine:.4f}", flush=True)

    @torch.no_grad()
    def restart_unused(self, images: torch.Tensor) -> int:
        dead = (self.unused > UNUSED_STEPS).nonzero().flatten()
        if len(dead) > 0:
            latent = self.tokenizer.encode(images)
            vectors = torch.cat([content_vectors(latent, images, grid) for grid in (self.finest, self.finest // 2)])
            dead = dead[: len(vectors)]
            fresh = vectors[torch.randperm(len(vectors))[: len(dead)]]
            self.tokenizer.quantize.embedding.weight[dead] = fresh
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

    def progress(self) -> str:
        losses = "  ".join(f"{name} {value.item():.4f}" for name, value in self.parts.items())
        restarted, self.restarted = self.restarted, 0
        return f"PSNR {self.measure():.2f} dB{'' if self.quantised else ' (no codebook)'}  {losses}  restarted {restarted}"


def parse() -> argparse.Namespace:
    parser = training_arguments("Train the tokenizer.", run="runs/tokenizer", minutes=90, lr=2e-3)
    parser.add_argument("--noise-minutes", type=float, default=8, help="before the codebook")
    parser.add_argument("--decay-share", type=float, default=0.55, help="of the minutes, at the end, in which the learning rate falls")
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
    args = parser.parse_args()
    if args.tiny:
        args.minutes, args.noise_minutes, args.no_compile = 0.3, 0.15, True
        args.batch, args.side, args.channels, args.codes = 4, 64, 32, 128
    return args


if __name__ == "__main__":
    arguments = parse()
    prepare(arguments)
    TokenizerTraining(arguments).train()
