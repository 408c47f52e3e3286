"""Schedules: lists of grids, coarse to fine.  Which ones training draws, and which ones the pack offers."""

from __future__ import annotations

import random

from tokenizer import GRID

Schedule = list[GRID]


def square(*sides: int) -> Schedule:
    return [(side, side) for side in sides]


def stretched(sides: Schedule, rows: int, cols: int) -> Schedule:
    """The schedule scaled to end at rows x cols: sides rounded down, at least 1, starting at 1 x 1, without repeats."""
    last = sides[-1][0]
    grids = [(max(1, side * rows // last), max(1, side * cols // last)) for side, _ in sides]
    return list(dict.fromkeys([(1, 1), *grids]))


SIX = square(1, 2, 4, 6, 10, 16)
SEVEN = square(1, 2, 3, 5, 8, 11, 16)
EIGHT = square(1, 2, 3, 4, 6, 10, 13, 16)
NINE = square(1, 2, 3, 4, 5, 7, 10, 13, 16)
TEN = square(1, 2, 3, 4, 5, 6, 8, 10, 13, 16)
ELEVEN = square(1, 2, 3, 4, 5, 6, 7, 9, 11, 13, 16)
TWELVE = square(1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16)
THIRTEEN = square(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16)

OFFERED: dict[str, Schedule] = {
    "6 steps": SIX,
    "7 steps": SEVEN,
    "8 steps": EIGHT,
    "9 steps": NINE,
    "10 steps": TEN,
    "11 steps": ELEVEN,
    "12 steps": TWELVE,
    "13 steps": THIRTEEN,
    "192 px, 9 steps": square(1, 2, 3, 4, 6, 10, 13, 16, 24),
    "256 px, 10 steps": square(1, 2, 3, 4, 6, 10, 13, 16, 24, 32),
}

BASE = 16
"""Side of the square grid that the pictures are drawn at; larger grids continue a pyramid that ends there."""

STRETCHED: list[tuple[float, GRID]] = [
    *((0.01, shape) for shape in ((12, 16), (16, 12), (8, 16), (16, 8))),  # sides of 128 px
    *((0.04, shape) for shape in ((14, 18), (18, 14))),  # 4:3 at the area of a square
    *((0.08, shape) for shape in ((11, 23), (23, 11))),  # 2:1, which differs most from it
]
"""Shapes that are not square, with the weight of each of their two schedules."""

SHAPES: list[GRID] = [(BASE, BASE), *(shape for _, shape in STRETCHED), (24, 24), (32, 32)]
"""Finest grids of the training pictures; the coarser grids of a schedule belong to the shape it ends at."""

Weighted = list[tuple[float, GRID, Schedule]]
"""How often a schedule is drawn, against the others of its list; the shape of its pictures; its grids."""

COMMON: Weighted = [
    (0.22, (16, 16), SIX),
    (0.30, (16, 16), EIGHT),
]
"""Drawn most: worth a compiled graph each."""

_STEP_COUNTS: Weighted = [(0.018, (16, 16), schedule) for schedule in (SEVEN, NINE, TEN, ELEVEN, TWELVE, THIRTEEN)]

_OTHER_SIZES: Weighted = [
    *((0.01, (16, 16), stretched(EIGHT, side, side)) for side in (8, 12, 14)),
    *((weight, shape, stretched(steps, *shape)) for weight, shape in STRETCHED for steps in (SIX, EIGHT)),
    (0.04, (24, 24), square(1, 2, 4, 6, 10, 16, 24)),
    (0.02, (32, 32), square(1, 2, 4, 6, 10, 16, 24, 32)),
]


def draw(rng: random.Random, other_sizes: float) -> tuple[GRID, Schedule]:
    """Shape of the pictures and schedule of one training batch: a share of `other_sizes` is not 16 x 16."""
    trained = _OTHER_SIZES if rng.random() < other_sizes else COMMON + _STEP_COUNTS
    _, shape, schedule = rng.choices(trained, [weight for weight, _, _ in trained])[0]
    return shape, schedule


def trained_grids(shape: GRID) -> list[GRID]:
    """Every grid that training can ask of pictures of this shape."""
    everything = COMMON + _STEP_COUNTS + _OTHER_SIZES
    return sorted({grid for _, trained, schedule in everything if trained == shape for grid in schedule})


def token_count(schedule: Schedule) -> int:
    return sum(rows * cols for rows, cols in schedule)
