"""The tokenizer: a convolutional autoencoder with one codebook for all scales (the "VQ" layout of LlamaGen).

Module names are those of the published `FlexVAE.pth`, so a state dict of this model *is* a checkpoint in the
published format.  The only liberty is the pixel-unshuffle in front: `factor` > 1 makes encoder.conv_in take
3 * factor^2 channels (in the order of torch.nn.PixelUnshuffle) and decoder.conv_out give as many.

Shapes: image N x 3 x H x W in [-1, 1]; latent N x D x h x w with h = H / stride; tokens N x h x w.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

GRID = tuple[int, int]
"""Rows and columns of tokens."""


@dataclass(frozen=True)
class TokenizerConfig:
    # 64 channels behind a 4x unshuffle, not 32 behind a 2x one: with 32 groups of one channel each, the norms erase
    # how strong a channel is, and after 600 steps no hue had been learnt.
    channels: int = 64
    multipliers: tuple[int, ...] = (1, 2)
    res_blocks: int = 1
    decoder_blocks: int = 2
    latent_channels: int = 64
    codebook_size: int = 2048
    codebook_dim: int = 16
    factor: int = 4

    @property
    def stride(self) -> int:
        """Pixels of one token's side."""
        return self.factor * 2 ** (len(self.multipliers) - 1)


def normalise(channels: int) -> nn.GroupNorm:
    return nn.GroupNorm(32, channels, eps=1e-6)


class ResBlock(nn.Module):
    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.norm1 = normalise(inputs)
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1)
        self.norm2 = normalise(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        if inputs != outputs:
            self.nin_shortcut = nn.Conv2d(inputs, outputs, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = self.conv1(F.silu(self.norm1(x)))
        h = self.conv2(F.silu(self.norm2(h)))
        return h + (self.nin_shortcut(x) if hasattr(self, "nin_shortcut") else x)


class AttentionBlock(nn.Module):
    """Single-head attention over all cells."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.norm = normalise(channels)
        self.q = nn.Conv2d(channels, channels, 1)
        self.k = nn.Conv2d(channels, channels, 1)
        self.v = nn.Conv2d(channels, channels, 1)
        self.proj_out = nn.Conv2d(channels, channels, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        h = self.norm(x)
        q, k, v = (layer(h).flatten(2).transpose(1, 2) for layer in (self.q, self.k, self.v))  # N x cells x C
        attended = F.scaled_dot_product_attention(q[:, None], k[:, None], v[:, None])[:, 0]
        return x + self.proj_out(attended.transpose(1, 2).reshape(x.shape))


class Downsample(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, stride=2)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.conv(F.pad(x, (0, 1, 0, 1)))  # right and bottom only, as published


class Upsample(nn.Module):
    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.conv(F.interpolate(x, scale_factor=2.0, mode="nearest"))


class Level(nn.Module):
    """Residual blocks of one resolution, each followed by attention at the coarsest level, then a resampling."""

    def __init__(self, inputs: int, outputs: int, blocks: int, attention: bool, resample: str | None) -> None:
        super().__init__()
        self.res = nn.ModuleList(ResBlock(inputs if i == 0 else outputs, outputs) for i in range(blocks))
        self.attn = nn.ModuleList(AttentionBlock(outputs) for _ in range(blocks if attention else 0))
        if resample == "down":
            self.downsample = Downsample(outputs)
        elif resample == "up":
            self.upsample = Upsample(outputs)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for i, block in enumerate(self.res):
            x = block(x)
            if len(self.attn) > 0:
                x = self.attn[i](x)
        if hasattr(self, "downsample"):
            return self.downsample(x)
        return self.upsample(x) if hasattr(self, "upsample") else x


def middle(channels: int) -> nn.ModuleList:
    return nn.ModuleList([ResBlock(channels, channels), AttentionBlock(channels), ResBlock(channels, channels)])


class Encoder(nn.Module):
    def __init__(self, config: TokenizerConfig) -> None:
        super().__init__()
        widths = [config.channels * m for m in config.multipliers]
        self.factor = config.factor
        self.conv_in = nn.Conv2d(3 * config.factor**2, config.channels, 3, padding=1)
        last = len(widths) - 1
        self.conv_blocks = nn.ModuleList(
            Level(
                widths[i - 1] if i else config.channels,
                width,
                config.res_blocks,
                attention=i == last,
                resample=None if i == last else "down",
            )
            for i, width in enumerate(widths)
        )
        self.mid = middle(widths[-1])
        self.norm_out = normalise(widths[-1])
        self.conv_out = nn.Conv2d(widths[-1], config.latent_channels, 3, padding=1)

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        x = self.conv_in(F.pixel_unshuffle(images, self.factor))
        for block in (*self.conv_blocks, *self.mid):
            x = block(x)
        return self.conv_out(F.silu(self.norm_out(x)))


class Decoder(nn.Module):
    def __init__(self, config: TokenizerConfig) -> None:
        super().__init__()
        widths = [config.channels * m for m in reversed(config.multipliers)]  # coarsest first
        self.factor = config.factor
        self.conv_in = nn.Conv2d(config.latent_channels, widths[0], 3, padding=1)
        self.mid = middle(widths[0])
        last = len(widths) - 1
        self.conv_blocks = nn.ModuleList(
            Level(
                widths[max(0, i - 1)],
                width,
                config.decoder_blocks,
                attention=i == 0,
                resample=None if i == last else "up",
            )
            for i, width in enumerate(widths)
        )
        self.norm_out = normalise(widths[-1])
        self.conv_out = nn.Conv2d(widths[-1], 3 * config.factor**2, 3, padding=1)

    def forward(self, latent: torch.Tensor) -> torch.Tensor:
        x = self.conv_in(latent)
        for block in (*self.mid, *self.conv_blocks):
            x = block(x)
        return F.pixel_shuffle(self.conv_out(F.silu(self.norm_out(x))), self.factor)


class Codebook(nn.Module):
    """Codes on the unit sphere; a vector's token is the code with the largest cosine."""

    def __init__(self, size: int, dim: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(size, dim)
        # Part of the published layout; nothing reads it.
        self.register_buffer("codebook_used", torch.zeros(65536))

    @property
    def codes(self) -> torch.Tensor:
        """V x D, unit rows."""
        return F.normalize(self.embedding.weight, dim=-1)

    def nearest(self, vectors: torch.Tensor) -> torch.Tensor:
        """... x D (any length) to ... tokens.  In float32: cosines of neighbouring codes differ by less than bf16 tells."""
        with torch.autocast("cpu", enabled=False):
            return (vectors.float() @ self.codes.T).argmax(-1)


class Tokenizer(nn.Module):
    def __init__(self, config: TokenizerConfig = TokenizerConfig()) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.decoder = Decoder(config)
        self.quantize = Codebook(config.codebook_size, config.codebook_dim)
        self.quant_conv = nn.Conv2d(config.latent_channels, config.codebook_dim, 1)
        self.post_quant_conv = nn.Conv2d(config.codebook_dim, config.latent_channels, 1)

    def encode(self, images: torch.Tensor) -> torch.Tensor:
        """Latent N x D x h x w, not normalised."""
        return self.quant_conv(self.encoder(images))

    def tokens(self, latent: torch.Tensor, grid: GRID) -> torch.Tensor:
        """Tokens N x rows x cols of the latent area-resized to the grid."""
        return self.quantize.nearest(F.adaptive_avg_pool2d(latent.float(), grid).movedim(1, -1))

    def vectors(self, tokens: torch.Tensor) -> torch.Tensor:
        """Tokens N x h x w to their unit codes N x D x h x w."""
        return F.embedding(tokens, self.quantize.codes).movedim(-1, 1)

    def decode(self, latent: torch.Tensor) -> torch.Tensor:
        """Unit codes (or a unit latent) N x D x h x w to images N x 3 x H x W, not clamped."""
        return self.decoder(self.post_quant_conv(latent))

    def decode_tokens(self, tokens: torch.Tensor) -> torch.Tensor:
        return self.decode(self.vectors(tokens))
