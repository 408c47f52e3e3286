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
    "192 px, 11 steps": square(1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 24),
    "256 px, 12 steps": square(1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 23, 32),
}

SHAPES: list[GRID] = [(16, 16), (12, 16), (16, 12), (8, 16), (16, 8)]
"""Finest grids of the training pictures; the coarser grids of a schedule belong to the shape it ends at."""

# Drawn by weight: the cheap ones, the default one and a little of everything else.
_TRAINED: list[tuple[float, GRID, Schedule]] = [
    (0.30, (16, 16), SIX),
    (0.26, (16, 16), EIGHT),
    (0.06, (16, 16), TEN),
    (0.04, (16, 16), square(1, 2, 3, 4, 6, 9, 12)),
    *((0.085, shape, stretched(EIGHT, *shape)) for shape in SHAPES[1:]),
]


def draw(rng: random.Random) -> tuple[GRID, Schedule]:
    """Shape of the pictures and schedule of one training batch."""
    weights = [weight for weight, _, _ in _TRAINED]
    _, shape, schedule = rng.choices(_TRAINED, weights)[0]
    return shape, schedule


def trained_grids(shape: GRID) -> list[GRID]:
    """Every grid that training can ask of pictures of this shape."""
    return sorted({grid for _, trained, schedule in _TRAINED if trained == shape for grid in schedule})


def token_count(schedule: Schedule) -> int:
    return sum(rows * cols for rows, cols in schedule)
