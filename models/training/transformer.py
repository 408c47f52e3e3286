"""The scale-wise autoregressive transformer, in the published tensor layout.

One pass predicts all tokens of a grid from the class and all coarser grids.  Training runs every scale of a schedule
at once behind a block-causal mask (`forward`); generation runs scale after scale with cached keys and values
(`next_grid`).

Shapes: labels N; tokens of a grid N x rows x cols; L is the number of tokens of a whole schedule, C the width, D the
codebook's dimension, V its size.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from schedules import Schedule
from tokenizer import GRID

HEAD_DIM = 64
POSITION_SIDE = 32
MAX_LOG_SCALE = math.log(100)
Cache = list[tuple[torch.Tensor, torch.Tensor]]
"""Keys and values of each block, N x heads x tokens so far x 64."""


@dataclass(frozen=True)
class TransformerConfig:
    depth: int
    classes: int  # without "no class"
    codebook_size: int = 2048
    codebook_dim: int = 16

    @property
    def width(self) -> int:
        return HEAD_DIM * self.depth


def cells_of_scales(schedule: Schedule) -> list[slice]:
    """Where each grid lies among the L tokens."""
    slices, start = [], 0
    for rows, cols in schedule:
        slices.append(slice(start, start + rows * cols))
        start += rows * cols
    return slices


def block_causal_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, schedule: Schedule) -> torch.Tensor:
    """Each scale attends to itself and the coarser ones: one unmasked product a scale, which skips the third of the
    L x L products that a mask would throw away.  q, k, v and the result are N x heads x L x 64.

    Spelt out, for on a CPU the backward pass of the fused attention takes twice as long at these lengths.
    """
    return torch.cat(
        [
            (q[:, :, cells] @ k[:, :, : cells.stop].mT).softmax(-1) @ v[:, :, : cells.stop]
            for cells in cells_of_scales(schedule)
        ],
        dim=2,
    )


class SelfAttention(nn.Module):
    """Queries and keys are unit vectors; a learned scale per head takes the place of 1 / sqrt(64)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.heads = width // HEAD_DIM
        self.scale_mul_1H11 = nn.Parameter(torch.full((1, self.heads, 1, 1), 4.0).log())
        self.q_bias = nn.Parameter(torch.zeros(width))
        self.v_bias = nn.Parameter(torch.zeros(width))
        self.register_buffer("zero_k_bias", torch.zeros(width))
        self.mat_qkv = nn.Linear(width, 3 * width, bias=False)
        self.proj = nn.Linear(width, width)

    def forward(
        self,
        x: torch.Tensor,
        schedule: Schedule | None,
        cached: tuple[torch.Tensor, torch.Tensor] | None,
    ) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
        """With a schedule, x is all of its scales and attention is block-causal; without, x is the latest scale and
        attends to the cache and itself."""
        batch, length, width = x.shape
        bias = torch.cat([self.q_bias, self.zero_k_bias, self.v_bias])
        qkv = F.linear(x, self.mat_qkv.weight, bias).view(batch, length, 3, self.heads, HEAD_DIM)
        q, k, v = qkv.permute(2, 0, 3, 1, 4).unbind(0)  # N x heads x L x 64
        q = F.normalize(q, dim=-1) * self.scale_mul_1H11.clamp_max(MAX_LOG_SCALE).exp()
        k = F.normalize(k, dim=-1)
        if cached is not None:
            k, v = torch.cat([cached[0], k], 2), torch.cat([cached[1], v], 2)
        q, k = q.to(v.dtype), k.to(v.dtype)  # under autocast the norms are float32
        if schedule is None:
            out = F.scaled_dot_product_attention(q, k, v, scale=1.0)
        else:
            out = block_causal_attention(q, k, v, schedule)
        return self.proj(out.transpose(1, 2).reshape(batch, length, width)), (k, v)


class FeedForward(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.fc2(F.gelu(self.fc1(x), approximate="tanh"))


def layer_norm(x: torch.Tensor) -> torch.Tensor:
    return F.layer_norm(x, x.shape[-1:], eps=1e-6)


class Block(nn.Module):
    """Attention and feed-forward, gated, scaled and shifted by the class (AdaLN)."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.attn = SelfAttention(width)
        self.ffn = FeedForward(width)
        self.ada_lin = nn.Sequential(nn.SiLU(), nn.Linear(width, 6 * width))

    def forward(
        self,
        x: torch.Tensor,
        condition: torch.Tensor,
        schedule: Schedule | None = None,
        cached: tuple[torch.Tensor, torch.Tensor] | None = None,
    ) -> tuple[torch.Tensor, tuple[torch.Tensor, torch.Tensor]]:
        modulation = self.ada_lin(condition).unflatten(-1, (6, 1, -1))  # N x 6 x 1 x C
        gamma1, gamma2, scale1, scale2, shift1, shift2 = modulation.unbind(1)
        attended, cached = self.attn(layer_norm(x) * (1 + scale1) + shift1, schedule, cached)
        x = x + gamma1 * attended
        x = x + gamma2 * self.ffn(layer_norm(x) * (1 + scale2) + shift2)
        return x, cached


class HeadNorm(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.ada_lin = nn.Sequential(nn.SiLU(), nn.Linear(width, 2 * width))

    def forward(self, x: torch.Tensor, condition: torch.Tensor) -> torch.Tensor:
        scale, shift = self.ada_lin(condition).unflatten(-1, (2, 1, -1)).unbind(1)
        return layer_norm(x) * (1 + scale) + shift


def resize_codes(codes: torch.Tensor, grid: GRID) -> torch.Tensor:
    """Codes N x D x h x w to what the next scale is told: N x cells x D, bicubic (a = -0.75, half-pixel)."""
    return F.interpolate(codes, size=grid, mode="bicubic", align_corners=False).flatten(2).transpose(1, 2)


class Transformer(nn.Module):
    def __init__(self, config: TransformerConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.pos_start = nn.Parameter(torch.zeros(1, 1, width))
        self.pos_1LC = nn.Parameter(torch.zeros(1, width, POSITION_SIDE, POSITION_SIDE))
        self.word_embed = nn.Linear(config.codebook_dim, width)
        self.class_emb = nn.Embedding(config.classes + 1, width)
        self.blocks = nn.ModuleList(Block(width) for _ in range(config.depth))
        self.head_nm = HeadNorm(width)
        self.head = nn.Linear(width, config.codebook_size)

    def positions(self, grid: GRID) -> torch.Tensor:
        """1 x cells x C."""
        return F.adaptive_avg_pool2d(self.pos_1LC, grid).flatten(2).transpose(1, 2)

    def start(self, condition: torch.Tensor) -> torch.Tensor:
        """Input of the 1 x 1 grid, N x 1 x C."""
        return condition[:, None] + self.pos_start + self.positions((1, 1))

    def embed(self, resized_codes: torch.Tensor, grid: GRID) -> torch.Tensor:
        """Input of a later grid from `resize_codes`, N x cells x C."""
        return self.word_embed(resized_codes) + self.positions(grid)

    def logits(self, x: torch.Tensor, condition: torch.Tensor) -> torch.Tensor:
        """Output of the blocks N x L x C to logits N x L x V."""
        return self.head(self.head_nm(x, condition))

    def embed_schedule(
        self, labels: torch.Tensor, codes: list[torch.Tensor], schedule: Schedule
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Teacher forcing: codes N x D x rows x cols of every grid but the last, to inputs N x L x C and condition N x C."""
        condition = self.class_emb(labels)
        inputs = [self.start(condition)]
        inputs += [self.embed(resize_codes(previous, grid), grid) for previous, grid in zip(codes, schedule[1:])]
        return torch.cat(inputs, 1), condition

    def forward(self, labels: torch.Tensor, codes: list[torch.Tensor], schedule: Schedule) -> torch.Tensor:
        x, condition = self.embed_schedule(labels, codes, schedule)
        for block in self.blocks:
            x, _ = block(x, condition, schedule)
        return self.logits(x, condition)

    def next_grid(self, x: torch.Tensor, condition: torch.Tensor, cache: Cache | None) -> tuple[torch.Tensor, Cache]:
        """Logits N x cells x V of one grid from its inputs N x cells x C, and the extended cache."""
        extended: Cache = []
        for i, block in enumerate(self.blocks):
            x, cached = block(x, condition, cached=cache[i] if cache else None)
            extended.append(cached)
        return self.logits(x, condition), extended

    @torch.no_grad()
    def initialise(self, codes: torch.Tensor) -> None:
        """Starting weights for a short training: codes are the tokenizer's, V x D.

        Gates start open and class embeddings large, for closed gates and faint classes cost the first thousand
        steps; and the head starts from the codebook, so that neighbouring codes begin with similar logits.
        """
        width = self.config.width
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.trunc_normal_(module.weight, std=module.in_features**-0.5)
                if module.bias is not None:
                    module.bias.zero_()
        for block in self.blocks:
            block.attn.proj.weight.div_(math.sqrt(2 * self.config.depth))
            block.ffn.fc2.weight.div_(math.sqrt(2 * self.config.depth))
            block.ada_lin[1].weight.mul_(0.2)
            block.ada_lin[1].bias[: 2 * width] = 1.0
        self.head_nm.ada_lin[1].weight.mul_(0.2)
        nn.init.normal_(self.class_emb.weight, std=0.5)
        nn.init.normal_(self.pos_start, std=0.02)
        self.pos_1LC.copy_(sinusoidal_positions(width) * 0.5)
        projection = torch.nn.init.orthogonal_(torch.empty(width, self.config.codebook_dim))
        self.head.weight.copy_(codes @ projection.T * 0.5)


def sinusoidal_positions(width: int) -> torch.Tensor:
    """1 x C x 32 x 32: a quarter of the channels each for the sine and cosine of the row and of the column.

    Wavelengths from the whole table down to four cells: a coarse grid pools the table, which fades the shorter waves, and
    that tells the grids apart.
    """
    waves = torch.logspace(math.log2(0.5), math.log2(8), width // 4, base=2)
    where = (torch.arange(POSITION_SIDE) + 0.5) / POSITION_SIDE
    angles = 2 * math.pi * waves[:, None] * where  # C / 4 x 32
    rows = torch.cat([angles.sin(), angles.cos()])[:, :, None].expand(-1, -1, POSITION_SIDE)
    cols = torch.cat([angles.sin(), angles.cos()])[:, None, :].expand(-1, POSITION_SIDE, -1)
    return torch.cat([rows, cols])[None]


def parameter_count(model: nn.Module) -> int:
    return sum(parameter.numel() for parameter in model.parameters())
