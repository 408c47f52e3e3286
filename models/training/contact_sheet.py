"""Contact sheets: what the tokenizer keeps, and what the transformer draws.

    python contact_sheet.py tokenizer --pack runs/export --out pyramid.png
    python contact_sheet.py classes --pack runs/export --out classes.png --names fox pizza rocket --seeds 4
    python contact_sheet.py scales --pack runs/export --out scales.png --names fox pizza rocket

Seeds are 0, 1, 2 ... : nothing is picked.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
import torch.nn.functional as F
from PIL import Image

import data
from classes import CLASS_NAMES, THINGS
from load import load_tokenizer, load_transformer
from sampling import Sampling, generate
from schedules import OFFERED, Schedule, square
from token_cache import PLAIN_SCALE
from tokenizer import Tokenizer
from transformer import Transformer

DEFAULT_NAMES = (
    "fox,cat,panda,elephant,penguin,owl,turtle,octopus,bee,sunflower,cactus,banana,watermelon,strawberry,carrot,pizza,"
    "hamburger,doughnut,coffee,castle,volcano,car,bicycle,sailboat,rocket,rainbow,umbrella,balloon,basketball,crown,guitar,"
    "camera,key,robot,heart eyes,ghost"
).split(",")


def sheet(rows: list[list[torch.Tensor]], side: int) -> Image.Image:
    """Rows of images 3 x H x W in [-1, 1], each shown side x side without smoothing."""
    shown = [[F.interpolate(image[None].float(), size=(side, side), mode="nearest")[0] for image in row] for row in rows]
    return Image.fromarray(data.to_uint8(torch.cat([torch.cat(row, 2) for row in shown], 1)).permute(1, 2, 0).numpy())


@torch.inference_mode()
def pyramid_rows(tokenizer: Tokenizer, names: list[str]) -> list[list[torch.Tensor]]:
    """Source; then grids 1 .. 16; then the latent without a codebook."""
    pictures = data.load()
    index = {thing.name: picture for thing, picture in zip(THINGS, pictures.things)}
    side = 16 * tokenizer.config.stride
    placed = [data.place(pictures.pixels[index[name]], side, side, PLAIN_SCALE) for name in names]
    images = data.to_float(torch.stack(placed))
    latent = tokenizer.encode(images)
    decoded = [tokenizer.decode_tokens(tokenizer.tokens(latent, grid)) for grid in square(1, 2, 4, 6, 10, 16)]
    return [list(batch) for batch in (images, *decoded, tokenizer.decode(F.normalize(latent, dim=1)))]


def labels_of(names: list[str]) -> torch.Tensor:
    return torch.tensor([CLASS_NAMES.index(name) for name in names])


@torch.inference_mode()
def class_rows(
    tokenizer: Tokenizer, transformer: Transformer, names: list[str], schedule: Schedule, sampling: Sampling, seeds: int
) -> list[list[torch.Tensor]]:
    """One row a seed, one column a class."""
    rows = []
    for seed in range(seeds):
        result = generate(
            transformer, tokenizer, labels_of(names), schedule, sampling, torch.Generator().manual_seed(seed)
        )
        rows.append(list(tokenizer.decode_tokens(result.tokens[-1])))
    return rows


@torch.inference_mode()
def scale_rows(
    tokenizer: Tokenizer, transformer: Transformer, names: list[str], schedule: Schedule, sampling: Sampling
) -> list[list[torch.Tensor]]:
    """One row a scale, of seed 0."""
    generator = torch.Generator().manual_seed(0)
    result = generate(transformer, tokenizer, labels_of(names), schedule, sampling, generator)
    return [list(tokenizer.decode_tokens(tokens)) for tokens in result.tokens]


def in_columns(rows: list[list[torch.Tensor]], columns: int) -> list[list[torch.Tensor]]:
    """Wide rows folded under each other, keeping the rows of a column together; the last fold is filled with white."""
    folds = range(0, len(rows[0]), columns)
    padded = [row + [torch.ones_like(row[0])] * (-len(row) % columns if len(folds) > 1 else 0) for row in rows]
    return [row[i : i + columns] for i in folds for row in padded]


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Draw a contact sheet.")
    parser.add_argument("what", choices=("tokenizer", "classes", "scales"))
    parser.add_argument("--pack", type=Path, default=Path("runs/export"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--names", nargs="*", default=DEFAULT_NAMES)
    parser.add_argument("--all", action="store_true", help="every class instead of --names")
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--schedule", default="8 steps", choices=list(OFFERED))
    parser.add_argument("--mode", default="constant", choices=("constant", "ramp"))
    parser.add_argument("--guidance", type=float, default=1.5)
    parser.add_argument("--top-k", type=int, default=100)
    parser.add_argument("--top-p", type=float, default=0.9)
    parser.add_argument("--columns", type=int, default=18)
    parser.add_argument("--side", type=int, default=96)
    return parser.parse_args()


def main() -> None:
    args = parse()
    tokenizer = load_tokenizer(args.pack / "tokenizer.pth")
    if args.what == "tokenizer":
        rows = pyramid_rows(tokenizer, args.names[: args.columns])
    else:
        transformer = load_transformer(args.pack / "transformer.pth")
        sampling = Sampling(args.mode, args.guidance, args.top_k, args.top_p)
        names = CLASS_NAMES if args.all else args.names
        schedule = OFFERED[args.schedule]
        if args.what == "classes":
            rows = class_rows(tokenizer, transformer, names, schedule, sampling, args.seeds)
        else:
            rows = scale_rows(tokenizer, transformer, names, schedule, sampling)
    sheet(in_columns(rows, args.columns), args.side).save(args.out)


if __name__ == "__main__":
    main()
