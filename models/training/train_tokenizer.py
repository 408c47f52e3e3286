"""Trains the tokenizer in one run of three phases: noise, k-means, quantised.

    python train_tokenizer.py --run runs/tokenizer --steps 1250

1. *Noise.*  No codebook: unit latents plus noise, which spreads them over the sphere (a codebook of random codes
   collapses within a few hundred steps).
2. *K-means.*  Spherical k-means over latents of all scales becomes the codebook.
3. *Quantised.*  Straight-through nearest code, codebook and commitment terms; a code unused for long restarts at a latent.

The same command resumes from the last checkpoint.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F

import data
from checkpoint import MovingAverage, save_atomically
from tokenizer import Tokenizer, TokenizerConfig

COARSE_GRIDS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14)
NOISE_SHARE = 0.4  # of the steps
NOISE = 0.1  # per dimension of the unit latent
UNUSED_STEPS = 250  # after which a code restarts
KMEANS_VECTORS = 40_000
THING_SHARE = 0.6  # of the training pictures are classes of the transformer; the others keep the tokenizer general


def to_weighted_ycbcr(rgb: torch.Tensor) -> torch.Tensor:
    """N x 3 x H x W in [-1, 1]; the chroma channels count twice, or hues drift to brown."""
    matrix = torch.tensor(
        [[0.299, 0.587, 0.114], [-0.338, -0.662, 1.0], [1.0, -0.838, -0.162]],
        dtype=rgb.dtype,
    )
    return torch.einsum("ij,njhw->nihw", matrix, rgb)


def reconstruction_loss(output: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """In weighted YCbCr: L1 + L2 / 2 + half the L1 of horizontal and vertical differences + the L1 of the mean colour of
    each 8 x 8 pixels, twice, without which the first thousand steps are grey."""
    error = to_weighted_ycbcr(output.float() - target)
    gradients = error.diff(dim=-1).abs().mean() + error.diff(dim=-2).abs().mean()
    colours = F.avg_pool2d(error, 8).abs().mean()
    return error.abs().mean() + 0.5 * error.square().mean() + 0.5 * gradients + 2 * colours


def spherical_kmeans(vectors: torch.Tensor, count: int, iterations: int = 25) -> torch.Tensor:
    """Unit vectors M x D to `count` unit centroids; an empty centroid restarts at a random vector."""
    centroids = vectors[torch.randperm(len(vectors))[:count]].clone()
    for _ in range(iterations):
        nearest = (vectors @ centroids.T).argmax(1)
        sums = torch.zeros_like(centroids).index_add_(0, nearest, vectors)
        empty = torch.bincount(nearest, minlength=count) == 0
        sums[empty] = vectors[torch.randint(len(vectors), (int(empty.sum()),))]
        centroids = F.normalize(sums, dim=1)
    return centroids


class Sampler:
    """Augmented batches, N x 3 x side x side in [-1, 1]."""

    def __init__(self, pictures: data.Pictures, side: int, seed: int) -> None:
        self.pictures = pictures
        self.things = pictures.things
        self.side = side
        self.rng = random.Random(seed)

    def picture(self) -> torch.Tensor:
        if self.rng.random() < THING_SHARE:
            index = self.rng.choice(self.things)
        else:
            index = self.rng.randrange(len(self.pictures.labels))
        return data.augment(self.pictures.pixels[index], self.side, self.rng)

    def batch(self, count: int) -> torch.Tensor:
        images = torch.stack([self.picture() for _ in range(count)])
        return data.to_float(images).contiguous(memory_format=torch.channels_last)


def content_vectors(latent: torch.Tensor, images: torch.Tensor, grid: int) -> torch.Tensor:
    """Unit vectors M x D of the cells of `grid` that show something, and of a tenth of the white ones:
    white is half of every picture and would get half of the codes."""
    z = F.normalize(F.adaptive_avg_pool2d(latent, grid), dim=1)
    content = F.adaptive_avg_pool2d(1 - images.amin(1, keepdim=True), grid)[:, 0] > 0.02
    keep = content | (torch.rand(content.shape) < 0.1)
    return z.movedim(1, -1)[keep]


class Trainer:
    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.run: Path = args.run
        self.config = TokenizerConfig(channels=args.channels, codebook_size=args.codes)
        self.model = Tokenizer(self.config).to(memory_format=torch.channels_last)
        # Only the finest grid has a constant shape; the coarse grid runs uncompiled.
        compiled = (lambda module: module) if args.no_compile else torch.compile
        self.encoder, self.decoder = compiled(self.model.encoder), compiled(self.model.decoder)
        self.average = MovingAverage(self.model, 0.998)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), lr=args.lr, betas=(0.9, 0.95), weight_decay=0.01)
        self.sampler = Sampler(data.load(), args.side, args.seed)
        self.finest = args.side // self.config.stride
        self.step, self.seconds, self.quantised = 0, 0.0, False
        self.unused = torch.zeros(args.codes, dtype=torch.long)  # steps since a code was last the nearest
        if (self.run / "last.pt").exists():
            self.load()

    def load(self) -> None:
        state = torch.load(self.run / "last.pt")
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.step, self.seconds, self.quantised = state["step"], state["seconds"], state["quantised"]
        self.unused = state["unused"]
        self.sampler.rng.seed(self.args.seed + self.step)
        print(f"resumed at step {self.step}", flush=True)

    def save(self) -> None:
        save_atomically(
            {
                "config": vars(self.config),
                "model": self.model.state_dict(),
                "average": self.average.state_dict(),
                "optimizer": self.optimizer.state_dict(),
                "step": self.step,
                "seconds": self.seconds,
                "quantised": self.quantised,
                "unused": self.unused,
            },
            self.run / "last.pt",
        )
        # The averaged weights in the published layout, usable at any time.
        averaged = {**self.model.state_dict(), **self.average.shadow}
        save_atomically({"model": {name: value.contiguous() for name, value in averaged.items()}}, self.run / "tokenizer.pth")

    def learning_rate(self) -> float:
        warmup = min(1.0, (self.step + 1) / 200)
        progress = self.step / self.args.steps
        return self.args.lr * warmup * (0.02 + 0.98 * (1 + math.cos(math.pi * progress)) / 2)

    def quantise(self, latent: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Latent N x D x h x w to what the decoder sees (gradient straight through) and the codebook's loss."""
        z = F.normalize(latent.float(), dim=1)
        if not self.quantised:
            return F.normalize(z + NOISE * torch.randn_like(z), dim=1), z.new_zeros(())
        tokens = self.model.quantize.nearest(z.detach().movedim(1, -1))
        codes = self.model.vectors(tokens)
        self.unused[tokens.flatten()] = 0
        loss = (codes - z.detach()).square().sum(1).mean() + 0.25 * (codes.detach() - z).square().sum(1).mean()
        return z + (codes - z).detach(), loss

    def losses(self, images: torch.Tensor) -> dict[str, torch.Tensor]:
        grid = self.sampler.rng.choice([g for g in COARSE_GRIDS if g < self.finest])
        with torch.autocast("cpu", torch.bfloat16):
            latent = self.model.quant_conv(self.encoder(images)).float()
            fine, fine_codebook = self.quantise(latent)
            fine_images = self.decoder(self.model.post_quant_conv(fine))
            coarse, coarse_codebook = self.quantise(F.adaptive_avg_pool2d(latent, grid))
            coarse_images = self.model.decode(coarse)
        coarse_target = F.interpolate(images, size=grid * self.config.stride, mode="area")
        return {
            "fine": reconstruction_loss(fine_images, images),
            "coarse": 0.5 * reconstruction_loss(coarse_images, coarse_target),
            "codebook": fine_codebook + 0.5 * coarse_codebook,
            "mse": (fine_images.detach().float().clamp(-1, 1) - images).square().mean(),
        }

    @torch.no_grad()
    def start_codebook(self) -> None:
        collected: list[torch.Tensor] = []
        while sum(map(len, collected)) < KMEANS_VECTORS * (1 if not self.args.tiny else 0.05):
            images = self.sampler.batch(self.args.batch)
            latent = self.model.encode(images)
            collected += [content_vectors(latent, images, grid) for grid in (*COARSE_GRIDS, self.finest) if grid <= self.finest]
        vectors = torch.cat(collected)
        codes = spherical_kmeans(vectors, self.args.codes)
        self.model.quantize.embedding.weight.copy_(codes)
        self.average.shadow["quantize.embedding.weight"].copy_(codes)
        self.quantised = True
        self.unused.zero_()
        cosine = (vectors @ codes.T).amax(1).mean()
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

    def train(self) -> None:
        last_save = last_print = time.monotonic()
        mse_sum, printed_step = 0.0, self.step
        while self.step < self.args.steps:
            started = time.monotonic()
            if not self.quantised and self.step >= NOISE_SHARE * self.args.steps:
                self.start_codebook()
            images = self.sampler.batch(self.args.batch)
            for group in self.optimizer.param_groups:
                group["lr"] = self.learning_rate()
            losses = self.losses(images)
            (losses["fine"] + losses["coarse"] + losses["codebook"]).backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            self.optimizer.step()
            self.optimizer.zero_grad()
            self.average.update(self.model)
            self.step += 1
            self.unused += 1
            restarted = self.restart_unused(images) if self.quantised and self.step % 50 == 0 else 0
            mse_sum += losses["mse"].item()
            now = time.monotonic()
            self.seconds += now - started
            if self.step % 50 == 0:
                psnr = 10 * math.log10(4 * (self.step - printed_step) / mse_sum)
                rate = (self.step - printed_step) * self.args.batch / (now - last_print)
                print(
                    f"step {self.step} {self.seconds / 60:.1f} min  {rate:.1f} img/s  PSNR {psnr:.2f} dB  "
                    + "  ".join(f"{name} {value.item():.4f}" for name, value in losses.items() if name != "mse")
                    + f"  restarted {restarted}",
                    flush=True,
                )
                mse_sum, printed_step, last_print = 0.0, self.step, now
            if now - last_save > 150:
                self.save()
                last_save = now
        self.save()


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the tokenizer.")
    parser.add_argument("--run", type=Path, default=Path("runs/tokenizer"))
    parser.add_argument("--steps", type=int, default=1250)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--side", type=int, default=128)
    parser.add_argument("--channels", type=int, default=64)
    parser.add_argument("--codes", type=int, default=2048)
    parser.add_argument("--lr", type=float, default=1.5e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--no-compile", action="store_true", help="skip torch.compile (needs a C++ compiler, pays after minutes)")
    parser.add_argument("--tiny", action="store_true", help="smoke test: seconds instead of minutes")
    args = parser.parse_args()
    if args.tiny:
        args.steps, args.batch, args.side, args.channels, args.codes, args.no_compile = 100, 4, 64, 32, 128, True
    return args


if __name__ == "__main__":
    arguments = parse()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    Trainer(arguments).train()
