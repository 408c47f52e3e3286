"""What the tokenizer is trained to keep."""

from __future__ import annotations

import torch
import torch.nn.functional as F


def to_weighted_ycbcr(rgb: torch.Tensor) -> torch.Tensor:
    """N x 3 x H x W in [-1, 1]; the chroma channels count twice, or hues drift to brown."""
    matrix = torch.tensor(
        [[0.299, 0.587, 0.114], [-0.338, -0.662, 1.0], [1.0, -0.838, -0.162]],
        dtype=rgb.dtype,
    )
    return torch.einsum("ij,njhw->nihw", matrix, rgb)


def reconstruction_loss(output: torch.Tensor, target: torch.Tensor, squares: float = 4.0) -> torch.Tensor:
    """In weighted YCbCr: L1 + `squares` times L2 + half the L1 of horizontal and vertical differences + the L1 of the mean
    colour of each 8 x 8 pixels, twice, without which the first thousand steps are grey."""
    error = to_weighted_ycbcr(output.float() - target)
    gradients = error.diff(dim=-1).abs().mean() + error.diff(dim=-2).abs().mean()
    colours = F.avg_pool2d(error, 8).abs().mean()
    return error.abs().mean() + squares * error.square().mean() + 0.5 * gradients + 2 * colours
