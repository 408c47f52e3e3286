"""Trains the transformer on the tokens of the finished tokenizer, all scales of a schedule in one pass.

    python train_transformer.py --run runs/transformer --tokenizer runs/tokenizer/tokenizer.pth --minutes 75

Each batch draws a schedule (schedules.py) and pictures with a label: the picture's own class, its group or "no class".
The input of a scale is the ground truth of the scale before, with some tokens wrong: at generation they come from the
model, which must then mend rather than continue a mistake.  Every scale's target is the truth itself, so mending is
all that is asked; this is what a residual-free pyramid makes easy.

Progress is training time.  The same command resumes from the last checkpoint; with more minutes it continues from before the
learning rate began to fall.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F

import data
import token_cache
from budget import BEFORE_DECAY, LAST, Budget, load_state, training_seconds
from checkpoint import MovingAverage, save_atomically
from classes import CLASS_NAMES, GROUPS, THINGS
from load import load_tokenizer, load_transformer
from schedules import BASE, COMMON, SHAPES, Schedule, draw, token_count
from tokenizer import GRID
from transformer import Transformer, TransformerConfig, cells_of_scales, parameter_count

LABEL_SHARES = (0.56, 0.33, 0.11)  # own class, group, no class
MAX_CORRUPTION = 0.35  # largest share of wrong tokens in one scale's input
NEIGHBOURS = 24  # a wrong token is one of the nearest codes half of the time, else of another picture
SCALE_WEIGHT = 0.6  # a scale weighs (number of cells) ^ this: coarse scales decide what the picture is
LONG_TOKENS = 700  # a schedule with more tokens gets fewer pictures


class Sampler:
    """Batches of tokens with labels."""

    def __init__(self, pyramids: dict[GRID, token_cache.Pyramid], seed: int, other_sizes: float) -> None:
        self.pyramids = pyramids
        self.other_sizes = other_sizes
        self.rng = random.Random(seed)
        group_index = {group: len(THINGS) + i for i, group in enumerate(GROUPS)}
        self.group_of = [group_index[thing.group] for thing in THINGS]
        self.order: list[int] = []

    def _pictures(self, count: int) -> list[int]:
        """Every picture once before any comes again."""
        while len(self.order) < count:
            self.order += self.rng.sample(range(len(THINGS)), len(THINGS))
        taken, self.order = self.order[:count], self.order[count:]
        return taken

    def batch(self, count: int) -> tuple[torch.Tensor, list[torch.Tensor], Schedule]:
        """Labels N, tokens N x rows x cols of each grid, the schedule."""
        shape, schedule = draw(self.rng, self.other_sizes)
        # Long schedules in small batches, so that they take no more time and memory than the others.
        count = max(2, min(count, count * LONG_TOKENS // token_count(schedule)))
        pictures = self._pictures(count)
        variants = self.rng.choices(range(len(token_cache.VARIANT_WEIGHTS)), token_cache.VARIANT_WEIGHTS, k=count)
        kinds = self.rng.choices(("own", "group", "none"), LABEL_SHARES, k=count)
        labels = [
            {"own": picture, "group": self.group_of[picture], "none": len(CLASS_NAMES)}[kind]
            for picture, kind in zip(pictures, kinds)
        ]
        tokens = [self.pyramids[shape][grid][pictures, variants].long() for grid in schedule]
        return torch.tensor(labels), tokens, schedule


def neighbour_table(codes: torch.Tensor) -> torch.Tensor:
    """V x NEIGHBOURS: the nearest other codes of each."""
    return (codes @ codes.T).topk(min(NEIGHBOURS, len(codes) - 1) + 1).indices[:, 1:]


def corrupt(tokens: torch.Tensor, neighbours: torch.Tensor) -> torch.Tensor:
    """Tokens N x rows x cols with a random share of them wrong, a different share for every picture."""
    # Squaring makes light corruption the rule and heavy corruption the exception.
    share = MAX_CORRUPTION * torch.rand(len(tokens), 1, 1).square()
    near = neighbours[tokens, torch.randint(neighbours.shape[1], tokens.shape)]
    other = tokens.roll(1, 0)
    wrong = torch.where(torch.rand(tokens.shape) < 0.5, near, other)
    return torch.where(torch.rand(tokens.shape) < share, wrong, tokens)


def token_weights(schedule: Schedule) -> torch.Tensor:
    """L weights that sum to 1."""
    cells = torch.tensor([float(rows * cols) for rows, cols in schedule])
    of_scale = cells**SCALE_WEIGHT / (cells**SCALE_WEIGHT).sum()
    return torch.repeat_interleave(of_scale / cells, cells.long())


class Trainer:
    def __init__(self, args: argparse.Namespace) -> None:
        self.args = args
        self.budget = Budget(args.minutes * 60, args.decay_share, warmup_steps=100)
        self.run: Path = args.run
        tokenizer = load_tokenizer(args.tokenizer)
        pictures = data.load()
        shapes = SHAPES if args.other_sizes > 0 else [(BASE, BASE)]
        pyramids = token_cache.load(self.run / "tokens.pt", tokenizer, pictures.pixels[pictures.things], shapes)
        self.codes = tokenizer.quantize.codes.detach()
        self.neighbours = neighbour_table(self.codes)
        self.sampler = Sampler(pyramids, args.seed, args.other_sizes)
        config = TransformerConfig(args.depth, len(CLASS_NAMES), *self.codes.shape)
        self.model = Transformer(config)
        if args.start is None:
            self.model.initialise(self.codes)
        else:
            self.model.load_state_dict(load_transformer(args.start).state_dict())
        self.average = MovingAverage(self.model, args.average)
        self.optimizers = self._optimizers()
        # One block compiles four times faster than all of them, and serves for each.
        self.compiled_blocks = [torch.compile(block, dynamic=False) for block in self.model.blocks]
        self.compiled_cross_entropy = torch.compile(self._cross_entropy, dynamic=False)
        self.compiled = [] if args.no_compile else [schedule for _, _, schedule in COMMON]
        self.step, self.elapsed, self.samples, self.kept = 0, 0.0, 0, False
        print(f"{parameter_count(self.model):,} parameters, {len(THINGS)} things", flush=True)
        state = load_state(self.run, self.budget)
        if state is not None:
            self.resume(state)

    def _optimizers(self) -> list[torch.optim.Optimizer]:
        """Muon for the matrices inside the blocks, AdamW for embeddings, biases, AdaLN and the head."""
        inner = [
            weight
            for block in self.model.blocks
            for weight in (block.attn.mat_qkv.weight, block.attn.proj.weight, block.ffn.fc1.weight, block.ffn.fc2.weight)
        ]
        chosen = {id(weight) for weight in inner}
        others = [weight for weight in self.model.parameters() if id(weight) not in chosen]
        return [
            torch.optim.Muon(inner, lr=self.args.lr, weight_decay=0.02, adjust_lr_fn="match_rms_adamw"),
            torch.optim.AdamW(others, lr=self.args.lr, betas=(0.9, 0.97), weight_decay=0.0),
        ]

    def resume(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        self.step, self.elapsed, self.samples = state["step"], state["elapsed"], state["samples"]
        self.kept = self.elapsed > self.budget.decay_start
        self.sampler.rng.seed(self.args.seed + self.step)
        torch.manual_seed(self.args.seed + self.step)
        print(f"resumed at step {self.step}, {self.elapsed / 60:.1f} min", flush=True)

    def save(self, name: str = LAST) -> None:
        save_atomically(
            {
                "model": self.model.state_dict(),
                "average": self.average.state_dict(),
                "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
                "step": self.step,
                "elapsed": self.elapsed,
                "samples": self.samples,
                "budget_seconds": self.budget.seconds,
                "decay_start": self.budget.decay_start,
            },
            self.run / name,
        )
        save_atomically({**self.model.state_dict(), **self.average.shadow}, self.run / "transformer.pth")

    def learning_rate(self) -> float:
        return self.args.lr * self.budget.factor(self.elapsed, self.step)

    def _cross_entropy(self, x: torch.Tensor, condition: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """Output of the blocks N x L x C and the true tokens N x L to nats a token, N x L."""
        logits = self.model.logits(x, condition).float()
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none").view(targets.shape)

    def losses(self) -> tuple[torch.Tensor, dict[GRID, float]]:
        """The weighted loss of one batch, and the mean cross-entropy of each grid in nats a token."""
        labels, tokens, schedule = self.sampler.batch(self.args.batch)
        self.samples += len(labels)
        seen = [corrupt(grid, self.neighbours) for grid in tokens[:-1]]
        codes = [F.embedding(grid, self.codes).movedim(-1, 1) for grid in seen]
        targets = torch.cat([grid.flatten(1) for grid in tokens], 1)
        compiled = schedule in self.compiled
        with torch.autocast("cpu", torch.bfloat16):
            x, condition = self.model.embed_schedule(labels, codes, schedule)
            for block in self.compiled_blocks if compiled else self.model.blocks:
                x, _ = block(x, condition, schedule)
            losses = (self.compiled_cross_entropy if compiled else self._cross_entropy)(x, condition, targets)
        by_token = losses.detach().mean(0)
        by_grid = {grid: by_token[cells].mean().item() for grid, cells in zip(schedule, cells_of_scales(schedule))}
        return (losses.mean(0) * token_weights(schedule)).sum(), by_grid

    def train(self) -> None:
        last_save = last_print = time.monotonic()
        printed_samples = self.samples
        recent: dict[GRID, list[float]] = {}
        while self.elapsed < self.budget.seconds:
            started = time.monotonic()
            for optimizer in self.optimizers:
                for group in optimizer.param_groups:
                    group["lr"] = self.learning_rate()
            loss, by_grid = self.losses()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
            for optimizer in self.optimizers:
                optimizer.step()
                optimizer.zero_grad()
            self.average.update(self.model)
            self.step += 1
            for grid, value in by_grid.items():
                recent.setdefault(grid, []).append(value)
            now = time.monotonic()
            self.elapsed += training_seconds(now - started)
            if not self.kept and self.elapsed > self.budget.decay_start:
                self.kept = True
                self.save(BEFORE_DECAY)
            if self.step % 25 == 0:
                rate = (self.samples - printed_samples) / (now - last_print)
                shown = {side: recent.get((side, side), [math.nan]) for side in (1, 2, 4, 6, 10, 16, 24)}
                print(
                    f"step {self.step} {self.elapsed / 60:.1f} min  {rate:.1f} samples/s  "
                    f"{self.samples / len(THINGS):.1f} passes  lr {self.learning_rate():.5f}  "
                    + "  ".join(f"{side}x{side} {sum(values) / len(values):.3f}" for side, values in shown.items()),
                    flush=True,
                )
                recent, printed_samples, last_print = {}, self.samples, now
            if now - last_save > 150:
                self.save()
                last_save = now
        self.save()


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Train the transformer.")
    parser.add_argument("--run", type=Path, default=Path("runs/transformer"))
    parser.add_argument("--tokenizer", type=Path, default=Path("runs/tokenizer/tokenizer.pth"))
    parser.add_argument("--start", type=Path, help="a finished transformer.pth of the same size to begin from")
    parser.add_argument("--minutes", type=float, default=240)
    parser.add_argument("--decay-share", type=float, default=0.45, help="of the minutes, at the end, in which the learning rate falls")
    parser.add_argument("--other-sizes", type=float, default=0.33, help="share of batches that are not 16 x 16 tokens")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--depth", type=int, default=5, help="width is 64 times the depth")
    parser.add_argument("--lr", type=float, default=2.5e-3)
    parser.add_argument("--average", type=float, default=0.998, help="decay of the moving average of the weights")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--no-compile", action="store_true", help="skip torch.compile (needs a C++ compiler, pays after minutes)")
    parser.add_argument("--tiny", action="store_true", help="smoke test: seconds instead of minutes")
    args = parser.parse_args()
    if args.tiny:
        args.minutes, args.batch, args.depth, args.other_sizes, args.no_compile = 0.3, 4, 1, 0.0, True
    return args


if __name__ == "__main__":
    arguments = parse()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    Trainer(arguments).train()
