"""K-means on the unit sphere: the first codebook."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from latent_spread import content_cells


def spherical_kmeans(vectors: torch.Tensor, count: int, iterations: int = 20) -> torch.Tensor:
    """Unit vectors M x D to `count` unit centroids; an empty centroid restarts at a random vector."""
    centroids = vectors[torch.randperm(len(vectors))[:count]].clone()
    for _ in range(iterations):
        nearest = torch.cat([(chunk @ centroids.T).argmax(1) for chunk in vectors.split(8192)])
        sums = torch.zeros_like(centroids).index_add_(0, nearest, vectors)
        empty = torch.bincount(nearest, minlength=count) == 0
        sums[empty] = vectors[torch.randint(len(vectors), (int(empty.sum()),))]
        centroids = F.normalize(sums, dim=1)
    return centroids


def content_vectors(latent: torch.Tensor, images: torch.Tensor, grid: int) -> torch.Tensor:
    """Unit vectors M x D of the cells of `grid` that show something, and of a tenth of the white ones:
    white is half of every picture and would get half of the codes."""
    z = F.normalize(F.adaptive_avg_pool2d(latent, grid), dim=1)
    content = content_cells(images, grid)
    keep = content | (torch.rand(content.shape) < 0.1)
    return z.movedim(1, -1)[keep]
