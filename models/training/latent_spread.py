"""Keeps the latent from living in a few of its dimensions.

Left alone, the first minutes of training use six of sixteen dimensions, and a codebook made then can never leave them.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F

CONTENT = 0.02
"""Least mean distance from white, of 2, at which a cell shows something."""


def content_cells(images: torch.Tensor, grid: int) -> torch.Tensor:
    """N x grid x grid booleans: the cells that are not background."""
    return F.adaptive_avg_pool2d(1 - images.amin(1, keepdim=True), grid)[:, 0] > CONTENT


def capacity(vectors: torch.Tensor, noise: float) -> torch.Tensor:
    """Nats that a Gaussian of the covariance of these vectors (M x D) carries through noise of this size a dimension."""
    centred = vectors - vectors.mean(0)
    covariance = centred.T @ centred / len(vectors)
    return 0.5 * torch.logdet(torch.eye(len(covariance)) + covariance / noise**2)
