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
import random
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F

import data
import token_cache
from budget import Budget
from classes import CLASS_NAMES, GROUPS, THINGS
from load import load_tokenizer, load_transformer
from muon import adam_for_the_rest
from schedules import BASE, COMMON, SHAPES, Schedule, draw, square, token_count
from tokenizer import GRID
from training import Training, prepare, training_arguments
from transformer import Transformer, TransformerConfig, cells_of_scales, parameter_count

LABEL_SHARES = (0.56, 0.33, 0.11)  # own class, group, no class
MAX_CORRUPTION = 0.35  # largest share of wrong tokens in one scale's input
NEIGHBOURS = 24  # a wrong token is one of the nearest codes half of the time, else of another picture
SCALE_WEIGHT = 0.6  # a scale weighs (number of cells) ^ this: coarse scales decide what the picture is
LONG_TOKENS = 700  # a schedule with more tokens gets fewer pictures
REPORTED: list[GRID] = [*square(1, 2, 4, 6, 10, 16, 24, 32), (11, 23), (23, 11)]


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


def optimizers(transformer: Transformer, lr: float) -> list[torch.optim.Optimizer]:
    """Muon for the matrices inside the blocks, AdamW for embeddings, biases, AdaLN and the head."""
    inner = [
        weight
        for block in transformer.blocks
        for weight in (block.attn.mat_qkv.weight, block.attn.proj.weight, block.ffn.fc1.weight, block.ffn.fc2.weight)
    ]
    muon = torch.optim.Muon(inner, lr=lr, weight_decay=0.02, adjust_lr_fn="match_rms_adamw")
    return [muon, adam_for_the_rest(transformer, inner, lr, betas=(0.9, 0.97))]


class TransformerTraining(Training):
    def __init__(self, args: argparse.Namespace) -> None:
        tokenizer = load_tokenizer(args.tokenizer)
        pictures = data.load()
        shapes = SHAPES if args.other_sizes > 0 else [(BASE, BASE)]
        pyramids = token_cache.load(args.run / "tokens.pt", tokenizer, pictures.pixels[pictures.things], shapes)
        self.codes = tokenizer.quantize.codes.detach()
        self.neighbours = neighbour_table(self.codes)
        self.sampler = Sampler(pyramids, args.seed, args.other_sizes)
        self.transformer = Transformer(TransformerConfig(args.depth, len(CLASS_NAMES), *self.codes.shape))
        if args.start is None:
            self.transformer.initialise(self.codes)
        else:
            self.transformer.load_state_dict(load_transformer(args.start).state_dict())
        budget = Budget(args.minutes * 60, args.decay_share, warmup_steps=100)
        super().__init__(args, self.transformer, optimizers(self.transformer, args.lr), budget)
        # One block compiles four times faster than all of them, and serves for each.
        self.compiled_blocks = [torch.compile(block, dynamic=False) for block in self.transformer.blocks]
        self.compiled_cross_entropy = torch.compile(self._cross_entropy, dynamic=False)
        self.compiled = [] if args.no_compile else [schedule for _, _, schedule in COMMON]
        self.samples = 0
        self.by_grid: dict[GRID, list[float]] = {}  # nats a token of each batch since the last report
        print(f"{parameter_count(self.transformer):,} parameters, {len(THINGS)} things", flush=True)
        self.resume()

    def state(self) -> dict[str, Any]:
        return {"samples": self.samples}

    def restore(self, state: dict[str, Any]) -> None:
        self.samples = state["samples"]
        self.sampler.rng.seed(self.args.seed + self.step)

    def published(self) -> dict[str, Any]:
        return {"transformer.pth": self.average.applied_to(self.transformer)}

    def _cross_entropy(self, x: torch.Tensor, condition: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """Output of the blocks N x L x C and the true tokens N x L to nats a token, N x L."""
        logits = self.transformer.logits(x, condition).float()
        return F.cross_entropy(logits.flatten(0, 1), targets.flatten(), reduction="none").view(targets.shape)

    def loss(self) -> torch.Tensor:
        labels, tokens, schedule = self.sampler.batch(self.args.batch)
        self.samples += len(labels)
        seen = [corrupt(grid, self.neighbours) for grid in tokens[:-1]]
        codes = [F.embedding(grid, self.codes).movedim(-1, 1) for grid in seen]
        targets = torch.cat([grid.flatten(1) for grid in tokens], 1)
        compiled = schedule in self.compiled
        with torch.autocast("cpu", torch.bfloat16):
            x, condition = self.transformer.embed_schedule(labels, codes, schedule)
            for block in self.compiled_blocks if compiled else self.transformer.blocks:
                x, _ = block(x, condition, schedule)
            losses = (self.compiled_cross_entropy if compiled else self._cross_entropy)(x, condition, targets)
        by_token = losses.detach().mean(0)
        for grid, cells in zip(schedule, cells_of_scales(schedule)):
            self.by_grid.setdefault(grid, []).append(by_token[cells].mean().item())
        return (losses.mean(0) * token_weights(schedule)).sum()

    def progress(self) -> str:
        shown = {grid: values for grid, values in sorted(self.by_grid.items()) if grid in REPORTED}
        self.by_grid = {}
        nats = "  ".join(f"{rows}x{cols} {sum(values) / len(values):.3f}" for (rows, cols), values in shown.items())
        return f"{self.samples / len(THINGS):.1f} passes  {nats}"


def parse() -> argparse.Namespace:
    parser = training_arguments("Train the transformer.", run="runs/transformer", minutes=240, lr=2.5e-3)
    parser.add_argument("--tokenizer", type=Path, default=Path("runs/tokenizer/tokenizer.pth"))
    parser.add_argument("--start", type=Path, help="a finished transformer.pth of the same size to begin from")
    parser.add_argument("--decay-share", type=float, default=0.45, help="of the minutes, at the end, in which the learning rate falls")
    parser.add_argument("--other-sizes", type=float, default=0.33, help="share of batches that are not 16 x 16 tokens")
    parser.add_argument("--depth", type=int, default=5, help="width is 64 times the depth")
    args = parser.parse_args()
    if args.tiny:
        args.minutes, args.batch, args.depth, args.other_sizes, args.no_compile = 0.1, 4, 1, 0.0, True
    return args


if __name__ == "__main__":
    arguments = parse()
    prepare(arguments)
    TransformerTraining(arguments).train()
