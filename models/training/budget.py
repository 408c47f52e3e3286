"""The learning rate as a function of training time: warm-up, constant, linear decay; and continuing with a longer budget.

Time decides, not steps, so a run ends when it was told to however busy the machine is.  The weights from just before the
decay are kept beside the run: a later session with a longer budget goes on from there as if it had been meant so.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

LAST = "last.pt"
BEFORE_DECAY = "before-decay.pt"


WORTH_GOING_BACK_TO = 1 / 3
"""Of the training so far: a smaller share before the decay is not gone back to."""

LONGEST_STEP = 120.0
"""Seconds; compiling takes less. A step that seems to take longer was a process that somebody had stopped."""


def training_seconds(step_seconds: float) -> float:
    """What a step counts against the budget."""
    return min(step_seconds, LONGEST_STEP)


@dataclass(frozen=True)
class Budget:
    seconds: float
    decay_share: float
    """Of the time, at the end, in which the learning rate falls."""
    warmup_steps: int
    floor: float = 0.01
    """Last factor of the learning rate."""

    @property
    def decay_start(self) -> float:
        return self.seconds * (1 - self.decay_share)

    def factor(self, elapsed: float, step: int) -> float:
        """What the learning rate is multiplied by after `elapsed` seconds of training."""
        warmup = min(1.0, (step + 1) / self.warmup_steps)
        left = (self.seconds - elapsed) / (self.seconds * self.decay_share)
        return warmup * max(self.floor, min(1.0, left))


def load_state(run: Path, budget: Budget) -> dict[str, Any] | None:
    """The state to go on from: the last one, or the one before the decay when the budget has grown since.

    A rate that fell nearly from the start leaves little to go back to: then it is the last one, and the rate rises again to
    what the longer budget says.
    """
    if not (run / LAST).exists():
        return None
    state = torch.load(run / LAST)
    decayed = state["elapsed"] > state["decay_start"]
    if decayed and budget.seconds > state["budget_seconds"] and (run / BEFORE_DECAY).exists():
        before = torch.load(run / BEFORE_DECAY)
        if before["elapsed"] > state["elapsed"] * WORTH_GOING_BACK_TO:
            return before
    return state
