"""Training of the network over the units (``dateline.extract.models.net``) with JAX, seeded.

Of each page one of its copies is drawn for an epoch: a copy of one browser, one without blank lines, a part … The loss
is the log-loss of the units, by how much they matter (``samples.weights``), and one less the page's F1 on expected
counts of words (the soft Dice loss of Milletari, Navab and Ahmadi 2016).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
import optax

from bench.extraction import align
from bench.extraction.samples import Floats, Sample
from dateline.extract.models import net
from dateline.extract.models.net import Net

WIDTH, HEADS, WORD_WIDTH = 48, 4, 12
STEPS = (1, 2, 4, 8, 16)
EPOCHS = 17
RATE, DECAY = 2e-3, 0.05
WORDS_OUT, MEASURES_OUT, BLOCKS_OUT = 0.4, 0.15, 0.15  # shares that are dropped in training
WORDLESS = 0.1  # of the pages are read without any word, as those in a language that training never saw
LEAST = 8  # sites that use a word, for it to have a vector
DICE = 1.5  # weight of the page's F1 in the loss
UNITS = 4096  # of a batch
LENGTHS = (64, 128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096, 8192)

Arrays = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """One sample as arrays: measures (units, measures), hashes (units, WORDS), and of each unit covered and size."""

    sample: Sample
    rows: Floats
    words: npt.NDArray[np.uint32]
    covered: Floats
    sizes: Floats


def table(sample: Sample, rows: Floats) -> Table:
    """The sample with its own measures as the network sees it."""
    hashes = np.asarray([net.keys(u) for u in sample.units], dtype=np.uint32)
    sizes = np.asarray([len(align.tokens(u.text)) for u in sample.units], dtype=np.float32)
    return Table(sample, rows, hashes, np.asarray(sample.covered, dtype=np.float32), sizes)


def fit(some: Sequence[Table], seed: int = 0) -> Net:
    """Train one network on all of ``some``."""
    pages: dict[tuple[str, str], list[Table]] = {}
    for one in some:
        pages.setdefault((one.sample.page.corpus, one.sample.page.key), []).append(one)
    groups = list(pages.values())
    measured = np.concatenate([_squeezed(one.rows) for one in some])
    mean, spread = measured.mean(axis=0), measured.std(axis=0) + 1e-3
    known = _known(some)
    finder = Net({"known": known}, ())
    order = np.random.default_rng(seed)
    key = jax.random.PRNGKey(seed)
    arrays = _begin(key, len(mean), len(known))
    batches = sum(1 for _ in _batches([g[0] for g in groups], np.random.default_rng(seed), mean, spread, finder))
    rate = optax.warmup_cosine_decay_schedule(0.0, RATE, EPOCHS * batches // 20, EPOCHS * batches)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, weight_decay=DECAY))
    state = optimiser.init(arrays)

    def step(arrays: Arrays, state: Any, batch: tuple[Any, ...], key: Any) -> tuple[Arrays, Any]:
        slopes = jax.grad(_loss)(arrays, batch, key)
        updates, state = optimiser.update(slopes, state, arrays)
        return optax.apply_updates(arrays, updates), state

    compiled = jax.jit(step)
    for _ in range(EPOCHS):
        drawn = [group[order.integers(len(group))] for group in groups]
        for batch in _batches(drawn, order, mean, spread, finder):
            key, mine = jax.random.split(key)
            arrays, state = compiled(arrays, state, batch, mine)
    found = {name: np.asarray(array) for name, array in arrays.items()}
    found |= {"mean": mean, "spread": spread, "known": known, "words": found["words"][1:]}
    return Net.unpack(Net(found, STEPS).pack())  # as it will ship, in 16 bits


def _squeezed(rows: Floats) -> Floats:
    return np.asarray(np.sign(rows) * np.log1p(np.abs(rows)))


def _known(some: Sequence[Table]) -> npt.NDArray[np.uint32]:
    """The hashes of the words that at least ``LEAST`` sites use, in order."""
    sites: dict[int, set[str]] = {}
    for one in some:
        for found in np.unique(one.words):
            sites.setdefault(int(found), set()).add(one.sample.page.site)
    return np.asarray(sorted(k for k, found in sites.items() if k and len(found) >= LEAST), dtype=np.uint32)


def _begin(key: Any, measures: int, words: int) -> Arrays:
    keys = iter(jax.random.split(key, 2 * len(STEPS) + 8))

    def drawn(rows: int, columns: int, factor: float = 1.0) -> Any:
        return jax.random.normal(next(keys), (rows, columns)) * factor / np.sqrt(rows)

    out = {"words": jax.random.normal(next(keys), (words + 1, WORD_WIDTH)) * 0.1}
    out |= {"in": drawn(measures + WORD_WIDTH, WIDTH), "in.bias": jnp.zeros(WIDTH)}
    for number in range(len(STEPS)):
        out |= {f"conv.{number}": drawn(net.TAPS * WIDTH, WIDTH), f"conv.{number}.bias": jnp.zeros(WIDTH)}
        out |= {f"mix.{number}": drawn(WIDTH, WIDTH, 0.3), f"mix.{number}.bias": jnp.zeros(WIDTH)}
    out |= {"gate": drawn(WIDTH, HEADS), "about": drawn(WIDTH, WIDTH), "told": drawn(WIDTH, WIDTH, 0.3)}
    return out | {"out": drawn(WIDTH, 1), "out.bias": jnp.zeros(1)}


def _level(x: Any) -> Any:
    return (x - x.mean(-1, keepdims=True)) / jnp.sqrt(x.var(-1, keepdims=True) + 1e-5)


def _logits(w: Arrays, measured: Any, tokens: Any, real: Any, key: Any) -> Any:
    """What ``Net`` computes, for a batch of pages of one length, with parts dropped."""
    pages, length, _ = measured.shape
    drop = partial(_dropped, iter(jax.random.split(key, len(STEPS) + 3)))
    shown = drop((tokens > 0)[..., None].astype(jnp.float32), WORDS_OUT)
    shown = shown * drop(jnp.ones((pages, 1, 1, 1)), WORDLESS)
    vectors = (w["words"][tokens] * shown).sum(2) / jnp.maximum(shown.sum(2), 1.0)
    x = jnp.concatenate([drop(measured, MEASURES_OUT), vectors], -1)
    x = jax.nn.gelu(x @ w["in"] + w["in.bias"]) * real
    for number, step in enumerate(STEPS):
        h = jnp.pad(_level(x) * real, ((0, 0), (2 * step, 2 * step), (0, 0)))
        seen = jnp.concatenate([h[:, tap * step : tap * step + length] for tap in range(net.TAPS)], -1)
        y = jax.nn.gelu(seen @ w[f"conv.{number}"] + w[f"conv.{number}.bias"])
        y = y @ w[f"mix.{number}"] + w[f"mix.{number}.bias"]
        x = (x + drop(y, BLOCKS_OUT) / (1.0 - BLOCKS_OUT)) * real
        if number == len(STEPS) - 2:
            h = _level(x)
            gates = jax.nn.sigmoid(h @ w["gate"]) * real
            values = (h @ w["about"]).reshape(pages, length, HEADS, WIDTH // HEADS)
            page = (values * gates[..., None]).sum(1) / (gates.sum(1) + 1.0)[..., None]
            x = (x + page.reshape(pages, 1, WIDTH) * (h @ w["told"])) * real
    return (_level(x) @ w["out"] + w["out.bias"])[..., 0]


def _dropped(keys: Iterator[Any], x: Any, share: float) -> Any:
    return x * jax.random.bernoulli(next(keys), 1.0 - share, x.shape)


def _loss(w: Arrays, batch: tuple[Any, ...], key: Any) -> Any:
    measured, tokens, real, covered, sizes, weight = batch
    logits = _logits(w, measured, tokens, real[..., None], key)
    story = (sizes * (covered >= 0.5)).sum(1, keepdims=True)
    matters = (0.25 + jnp.minimum(6.0, 60.0 * (sizes + 1.0) / (story + 120.0))) * real
    by_unit = (optax.sigmoid_binary_cross_entropy(logits, covered * 0.98 + 0.01) * matters).sum(1) / 60.0
    likely = jax.nn.sigmoid(logits) * real
    right = (likely * covered * sizes).sum(1)
    dice = 1.0 - (2.0 * right + 1.0) / ((likely * sizes).sum(1) + (covered * sizes).sum(1) + 1.0)
    return ((by_unit + DICE * dice) * weight).sum() / weight.sum()


def _batches(
    some: Sequence[Table],
    order: np.random.Generator,
    mean: Floats,
    spread: Floats,
    finder: Net,
) -> Iterator[tuple[Any, ...]]:
    """The pages of about one length together, filled up to it; a page longer than the longest is cut."""
    by_length: dict[int, list[Table]] = {}
    for number in order.permutation(len(some)):
        one = some[number]
        length = next((n for n in LENGTHS if len(one.rows) <= n), LENGTHS[-1])
        by_length.setdefault(length, []).append(one)
    parts = []
    for length, found in by_length.items():
        count = max(1, UNITS // length)
        parts += [(length, count, found[at : at + count]) for at in range(0, len(found), count)]
    order.shuffle(parts)
    for length, count, found in parts:
        measured = np.zeros((count, length, len(mean)), np.float32)
        tokens = np.zeros((count, length, net.WORDS), np.int32)
        real, covered, sizes = (np.zeros((count, length), np.float32) for _ in range(3))
        weight = np.full(count, 1e-6, np.float32)
        for at, one in enumerate(found):
            n = min(length, len(one.rows))
            measured[at, :n] = np.clip((_squeezed(one.rows[:n]) - mean) / spread, -net.MOST, net.MOST)
            tokens[at, :n] = finder.found(one.words[:n])
            real[at, :n] = 1.0
            covered[at, :n], sizes[at, :n] = one.covered[:n], one.sizes[:n]
            weight[at] = one.sample.weight
        yield measured, tokens, real, covered, sizes, weight
