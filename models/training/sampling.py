"""Generation: guidance, top-k and top-p, scale after scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import torch

from schedules import Schedule
from tokenizer import Tokenizer
from transformer import Cache, Transformer, resize_codes

MAX_GUIDED_SIDE = 16


@dataclass(frozen=True)
class Sampling:
    """`top_k` 1 is greedy; 0 and `top_p` 1 switch the filters off."""

    mode: Literal["constant", "ramp"] = "constant"
    guidance: float = 1.0
    top_k: int = 0
    top_p: float = 1.0


def guide(logits: torch.Tensor, sampling: Sampling, index: int, schedule: Schedule) -> torch.Tensor:
    """Logits 2N x cells x V (conditional, then unconditional rows) to guided N x cells x V."""
    conditional, unconditional = logits.chunk(2)
    if sampling.mode == "constant":
        return unconditional + sampling.guidance * (conditional - unconditional)
    ramp = index / min(len(schedule) - 1, 9) if len(schedule) > 1 else 0.0
    strength = sampling.guidance * (ramp if max(schedule[index]) <= MAX_GUIDED_SIDE else 1.0)
    return (1 + strength) * conditional - strength * unconditional


def choose(logits: torch.Tensor, sampling: Sampling, generator: torch.Generator) -> torch.Tensor:
    """Logits N x cells x V to tokens N x cells: top-k, then top-p, then a draw."""
    if sampling.top_k == 1:
        return logits.argmax(-1)
    if 0 < sampling.top_k < logits.shape[-1]:
        smallest = logits.topk(sampling.top_k).values[..., -1:]
        logits = logits.masked_fill(logits < smallest, -torch.inf)
    if sampling.top_p < 1:
        ordered, order = logits.sort(descending=True)
        probabilities = ordered.softmax(-1)
        # A token stays if those before it do not reach top_p yet: the most likely one always stays.
        outside = probabilities.cumsum(-1) - probabilities >= sampling.top_p
        logits = logits.masked_fill(torch.zeros_like(outside).scatter(-1, order, outside), -torch.inf)
    return torch.multinomial(logits.softmax(-1).flatten(0, 1), 1, generator=generator).view(logits.shape[:-1])


@dataclass(frozen=True)
class Generation:
    tokens: list[torch.Tensor]  # of each grid, N x rows x cols
    logits: list[torch.Tensor]  # guided, of each grid, N x cells x V


@torch.inference_mode()
def generate(
    transformer: Transformer,
    tokenizer: Tokenizer,
    labels: torch.Tensor,
    schedule: Schedule,
    sampling: Sampling,
    generator: torch.Generator,
) -> Generation:
    none = torch.full_like(labels, transformer.config.classes)
    condition = transformer.class_emb(torch.cat([labels, none]))
    x = transformer.start(condition)
    cache: Cache | None = None
    tokens: list[torch.Tensor] = []
    guided: list[torch.Tensor] = []
    for index, (rows, cols) in enumerate(schedule):
        logits, cache = transformer.next_grid(x, condition, cache)
        guided.append(guide(logits, sampling, index, schedule))
        tokens.append(choose(guided[-1], sampling, generator).view(-1, rows, cols))
        if index + 1 < len(schedule):
            following = schedule[index + 1]
            x = transformer.embed(resize_codes(tokenizer.vectors(tokens[-1]), following), following).repeat(2, 1, 1)
    return Generation(tokens, guided)
