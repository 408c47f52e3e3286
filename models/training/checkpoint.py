"""Checkpoints that survive a kill at any moment, and the moving average of weights they carry."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch
from torch import nn


def save_atomically(state: Any, path: Path) -> None:
    """Writes beside the target and renames: a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(path.suffix + ".tmp")
    with open(temporary, "wb") as file:
        torch.save(state, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)


class MovingAverage:
    """Exponential moving average of a model's parameters; young averages forget faster."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay = decay
        self.updates = 0
        self.shadow = {name: value.detach().clone() for name, value in model.named_parameters()}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        names, values = zip(*model.named_parameters())
        torch._foreach_lerp_([self.shadow[name] for name in names], list(values), 1 - decay)

    def applied_to(self, model: nn.Module) -> dict[str, torch.Tensor]:
        """The model's state with the averaged parameters, in the layout of a published checkpoint: nothing channels-last."""
        return {name: value.contiguous() for name, value in {**model.state_dict(), **self.shadow}.items()}

    def copy_to(self, model: nn.Module) -> None:
        model.load_state_dict(self.shadow, strict=False)

    def state_dict(self) -> dict[str, Any]:
        return {"updates": self.updates, "shadow": self.shadow}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        self.updates, self.shadow = state["updates"], state["shadow"]
