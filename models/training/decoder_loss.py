"""What a finished tokenizer's decoder is trained for: PSNR itself."""

from __future__ import annotations

import torch

PERFECT = 1e-5
"""A mean square that needs no more work: 56 dB."""


def decibel_loss(output: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """The logarithm of each picture's mean square, averaged: what PSNR averages, so that a picture that is nearly right is worth
    as much as one that is not.  N x 3 x H x W; beyond white is white, as it will be shown."""
    output = output.float()
    error = torch.where(target >= 1, output.clamp(max=1), output) - target
    return (error.square().mean((1, 2, 3)) + PERFECT).log().mean()
