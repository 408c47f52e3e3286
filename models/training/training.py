"""What every training here is: steps until a budget of time is used up, and checkpoints that a later session goes on from.

A trainer says what its loss is, what it tells about its progress and which file it publishes; the rest is here.
"""

from __future__ import annotations

import argparse
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

import torch
from torch import nn

from budget import BEFORE_DECAY, LAST, Budget, load_state, training_seconds
from checkpoint import MovingAverage, save_atomically

AVERAGE_DECAY = 0.998


class Training(ABC):
    """A trainer calls `resume` at the end of its constructor, and is then ready to `train`."""

    def __init__(self, args: argparse.Namespace, model: nn.Module, optimizers: list[torch.optim.Optimizer], budget: Budget) -> None:
        self.args = args
        self.folder: Path = args.run
        self.model = model
        self.optimizers = optimizers
        self.budget = budget
        self.average = MovingAverage(model, AVERAGE_DECAY)
        self.step, self.elapsed = 0, 0.0

    @abstractmethod
    def loss(self) -> torch.Tensor:
        """The loss of the next batch."""

    @abstractmethod
    def progress(self) -> str:
        """What to print of the training since this was last asked, beside steps, time and speed."""

    @abstractmethod
    def published(self) -> dict[str, Any]:
        """Files of the averaged weights in the published layout, by name; written with every checkpoint."""

    def state(self) -> dict[str, Any]:
        """What a checkpoint keeps beside weights, optimisers and time."""
        return {}

    def restore(self, state: dict[str, Any]) -> None:
        """Takes back what `state` gave, and moves on whatever draws at random."""

    def resume(self) -> None:
        """Goes on from the last checkpoint, if there is one."""
        state = load_state(self.folder, self.budget)
        if state is None:
            return
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"]):
            optimizer.load_state_dict(saved)
        self.step, self.elapsed = state["step"], state["elapsed"]
        torch.manual_seed(self.args.seed + self.step)
        self.restore(state)
        print(f"resumed at step {self.step}, {self.elapsed / 60:.1f} min", flush=True)

    def save(self, name: str = LAST) -> None:
        save_atomically(
            {
                "model": self.model.state_dict(),
                "average": self.average.state_dict(),
                "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
                "step": self.step,
                "elapsed": self.elapsed,
                "budget_seconds": self.budget.seconds,
                "decay_start": self.budget.decay_start,
                **self.state(),
            },
            self.folder / name,
        )
        for published, weights in self.published().items():
            save_atomically(weights, self.folder / published)

    def descend(self) -> None:
        """One step down the gradient."""
        rate = self.args.lr * self.budget.factor(self.elapsed, self.step)
        self.loss().backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        for optimizer in self.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = rate
            optimizer.step()
            optimizer.zero_grad()
        self.average.update(self.model)
        self.step += 1

    def train(self) -> None:
        last_save = time.monotonic()
        saved_step, saved_elapsed = self.step, self.elapsed
        while self.elapsed < self.budget.seconds:
            before_decay = self.elapsed <= self.budget.decay_start
            started = time.monotonic()
            self.descend()
            self.elapsed += training_seconds(time.monotonic() - started)
            if before_decay and self.elapsed > self.budget.decay_start:
                self.save(BEFORE_DECAY)
            if time.monotonic() - last_save > self.args.save_seconds or self.elapsed >= self.budget.seconds:
                rate = (self.step - saved_step) / (self.elapsed - saved_elapsed)
                print(f"step {self.step}  {self.elapsed / 60:.1f} min  {rate:.2f} steps/s  {self.progress()}", flush=True)
                self.save()
                last_save, saved_step, saved_elapsed = time.monotonic(), self.step, self.elapsed


def training_arguments(description: str, run: str, minutes: float, lr: float) -> argparse.ArgumentParser:
    """The options that every training has, with these defaults."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--run", type=Path, default=Path(run), help="folder of the checkpoints and the result")
    parser.add_argument("--minutes", type=float, default=minutes, help="of training, in all sessions together")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--lr", type=float, default=lr)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--save-seconds", type=float, default=150)
    parser.add_argument("--no-compile", action="store_true", help="skip torch.compile (needs a C++ compiler, pays after minutes)")
    parser.add_argument("--tiny", action="store_true", help="smoke test: seconds instead of minutes")
    return parser


def prepare(args: argparse.Namespace) -> None:
    """Seeds and threads of this process."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
