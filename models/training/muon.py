"""Muon for convolutions: each filter bank is a matrix, outputs x (inputs * side * side), and each step has all singular
values near one, so that no direction of a layer lags behind.  torch.optim.Muon takes plain matrices only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import torch
from torch import nn

# Quintic Newton-Schulz: five rounds take singular values of 1e-3 .. 1 to about 0.7 .. 1.2.
_A, _B, _C = 3.4445, -4.7750, 2.0315
ROUNDS = 5


def orthogonalise(matrices: torch.Tensor) -> torch.Tensor:
    """N x rows x cols with rows <= cols, float32.  The rounds run on the small rows x rows Gram matrices: two products with
    the wide matrices instead of ten."""
    matrices = matrices / (matrices.norm(dim=(1, 2), keepdim=True) + 1e-12)
    gram = matrices @ matrices.mT
    identity = torch.eye(gram.shape[-1]).expand_as(gram)
    product = identity
    for _ in range(ROUNDS):
        polynomial = _A * identity + _B * gram + _C * (gram @ gram)
        product = polynomial @ product
        gram = polynomial @ gram @ polynomial
    return product @ matrices


class ConvMuon(torch.optim.Optimizer):
    """Updates have the size AdamW's would, so both can share a learning rate."""

    def __init__(self, filters: list[torch.nn.Parameter], lr: float, momentum: float = 0.95, weight_decay: float = 0.0) -> None:
        super().__init__(filters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        for group in self.param_groups:
            by_shape: dict[torch.Size, list[torch.nn.Parameter]] = defaultdict(list)
            for filters in group["params"]:
                by_shape[filters.shape].append(filters)
            for same in by_shape.values():
                self._step(same, group["lr"], group["momentum"], group["weight_decay"])

    def _step(self, same: list[torch.nn.Parameter], lr: float, momentum: float, weight_decay: float) -> None:
        updates = []
        for filters in same:
            buffer = self.state[filters].setdefault("momentum", torch.zeros_like(filters))
            buffer.lerp_(filters.grad, 1 - momentum)
            # The order of the columns does not matter, and this one needs no copy of channels-last filters.
            updates.append(filters.grad.lerp(buffer, momentum).permute(0, 2, 3, 1).flatten(1))
        matrices = torch.stack(updates)
        tall = matrices.shape[1] > matrices.shape[2]
        step = orthogonalise(matrices.mT if tall else matrices)
        step = (step.mT if tall else step) * (0.2 * max(matrices.shape[1:]) ** 0.5)
        for filters, change in zip(same, step):
            rows, columns, height, width = filters.shape
            change = change.view(rows, height, width, columns).permute(0, 3, 1, 2)
            filters.mul_(1 - lr * weight_decay).sub_(change, alpha=lr)


def conv_optimizers(model: nn.Module, inner: Iterable[nn.Module], lr: float) -> list[torch.optim.Optimizer]:
    """Muon for the filters of the inner modules, those between the first and the last layer; AdamW for the rest."""
    filters = [module.weight for part in inner for module in part.modules() if isinstance(module, nn.Conv2d)]
    return [ConvMuon(filters, lr, weight_decay=0.01), adam_for_the_rest(model, filters, lr, betas=(0.9, 0.95))]


def adam_for_the_rest(
    model: nn.Module, chosen: list[nn.Parameter], lr: float, betas: tuple[float, float]
) -> torch.optim.AdamW:
    """For the parameters that no other optimiser has."""
    taken = {id(parameter) for parameter in chosen}
    rest = [parameter for parameter in model.parameters() if id(parameter) not in taken]
    return torch.optim.AdamW(rest, lr=lr, betas=betas, weight_decay=0.0, fused=True)
