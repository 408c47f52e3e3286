"""Checks the models here against golden vectors of the reference implementation.

    python check_golden.py --golden <folder with FlexVAE.pth, FlexVARd2.pth, golden.json, golden.bin>
"""

from __future__ import annotations

import argparse
import json
import math
from pathlib import Path

import numpy as np
import torch

from load import load_tokenizer, load_transformer
from sampling import Sampling, generate
from schedules import Schedule, square
from tokenizer import Tokenizer
from transformer import Transformer


class Golden:
    def __init__(self, folder: Path) -> None:
        description = json.loads((folder / "golden.json").read_text())
        self.generate: list[dict] = description["generate"]
        self.encode: list[dict] = description["encode"]
        self._tensors: dict[str, dict] = description["tensors"]
        self._bytes = (folder / "golden.bin").read_bytes()

    def __contains__(self, name: str) -> bool:
        return name in self._tensors

    def __getitem__(self, name: str) -> torch.Tensor:
        entry = self._tensors[name]
        count = math.prod(entry["shape"])
        values = np.frombuffer(self._bytes, dtype=entry["dtype"], count=count, offset=entry["offset"])
        return torch.from_numpy(values.reshape(entry["shape"]).copy())


def check_encode(golden: Golden, tokenizer: Tokenizer) -> None:
    for case in golden.encode:
        name = case["name"]
        latent = tokenizer.encode(golden[f"{name}.image"])
        torch.testing.assert_close(latent, golden[f"{name}.latent"], atol=1e-4, rtol=1e-4)
        for k, grid in enumerate(case["grids"]):
            tokens = tokenizer.tokens(latent, tuple(grid))
            assert torch.equal(tokens.flatten(), golden[f"{name}.tokens.{k}"].long().flatten()), (name, grid)
        print(f"{name}: latent and {len(case['grids'])} grids agree")


def check_generate(golden: Golden, tokenizer: Tokenizer, transformer: Transformer) -> None:
    for case in golden.generate:
        name, schedule = case["name"], square(*case["steps"])
        sampling = Sampling(case["cfg_mode"], case["cfg"], top_k=1)
        labels = torch.tensor(case["labels"])
        result = generate(transformer, tokenizer, labels, schedule, sampling, torch.Generator())
        for k, (tokens, logits) in enumerate(zip(result.tokens, result.logits)):
            head = golden[f"{name}.logits_head.{k}"]
            torch.testing.assert_close(logits[:, : head.shape[1]], head, atol=2e-3, rtol=1e-3)
            assert torch.equal(tokens.flatten(1), golden[f"{name}.tokens.{k}"].long()), (name, k)
            if f"{name}.image.{k}" in golden:
                images = tokenizer.decode_tokens(tokens)
                torch.testing.assert_close(images, golden[f"{name}.image.{k}"], atol=1e-3, rtol=1e-3)
        check_teacher_forcing(tokenizer, transformer, labels, schedule)
        print(f"{name}: {len(schedule)} scales agree, token by token and teacher-forced")


def check_teacher_forcing(
    tokenizer: Tokenizer, transformer: Transformer, labels: torch.Tensor, schedule: Schedule
) -> None:
    """The training pass over all scales at once gives the logits of one cached pass a scale."""
    alone = generate(transformer, tokenizer, labels, schedule, Sampling(top_k=1), torch.Generator())
    together = transformer(labels, [tokenizer.vectors(tokens) for tokens in alone.tokens[:-1]], schedule)
    torch.testing.assert_close(together, torch.cat(alone.logits, 1), atol=2e-3, rtol=1e-3)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Compare with golden vectors of the reference implementation.")
    parser.add_argument("--golden", type=Path, required=True)
    folder = parser.parse_args().golden
    with torch.inference_mode():
        loaded = load_tokenizer(folder / "FlexVAE.pth"), load_transformer(folder / "FlexVARd2.pth")
        check_encode(Golden(folder), loaded[0])
        check_generate(Golden(folder), *loaded)
