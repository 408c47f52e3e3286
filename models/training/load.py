"""Models from checkpoints in the published layout; every size is read off the tensors' shapes."""

from __future__ import annotations

import re
from pathlib import Path

import torch

from tokenizer import Tokenizer, TokenizerConfig
from transformer import HEAD_DIM, Transformer, TransformerConfig


def _count(state: dict[str, torch.Tensor], pattern: str) -> int:
    return len({match[1] for name in state if (match := re.match(pattern, name))})


def load_tokenizer(path: Path) -> Tokenizer:
    state = torch.load(path)["model"]
    channels, inputs = state["encoder.conv_in.weight"].shape[:2]
    levels = _count(state, r"encoder\.conv_blocks\.(\d+)\.")
    widths = [len(state[f"encoder.conv_blocks.{level}.res.0.norm2.weight"]) for level in range(levels)]
    codes, dim = state["quantize.embedding.weight"].shape
    config = TokenizerConfig(
        channels=channels,
        multipliers=tuple(width // channels for width in widths),
        res_blocks=_count(state, r"encoder\.conv_blocks\.0\.res\.(\d+)\."),
        decoder_blocks=_count(state, r"decoder\.conv_blocks\.0\.res\.(\d+)\."),
        latent_channels=len(state["encoder.conv_out.weight"]),
        codebook_size=codes,
        codebook_dim=dim,
        factor=round((inputs / 3) ** 0.5),
    )
    tokenizer = Tokenizer(config)
    tokenizer.load_state_dict(state)
    return tokenizer.eval()


def load_transformer(path: Path) -> Transformer:
    state = torch.load(path)
    state = state["trainer"]["var_wo_ddp"] if "trainer" in state else state
    codes, width = state["head.weight"].shape
    config = TransformerConfig(
        depth=width // HEAD_DIM,
        classes=len(state["class_emb.weight"]) - 1,
        codebook_size=codes,
        codebook_dim=state["word_embed.weight"].shape[1],
    )
    transformer = Transformer(config)
    # The mask of the reference's default schedule is part of its state; nothing needs it.
    transformer.load_state_dict({name: value for name, value in state.items() if name != "attn_bias_for_masking"})
    return transformer.eval()
