"""The network: what it computes, how it is kept, and what joins it with the forests."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import pytest

from dateline.extract.lines.spoken import Spoken
from dateline.extract.lines.units import Unit
from dateline.extract.models import net
from dateline.extract.models.net import Net
from dateline.extract.words.text import fold

MEASURES, WIDTH, WORD = 5, 8, 3
STEPS = (1, 2, 4)
KNOWN = sorted(net.key(word) for word in ("word", "said", "the", "of", "it", "1", "2", "4"))


def unit(text: str) -> Unit:
    return Unit(text, fold(text), (0,), 0, 0, None)


def drawn(seed: int = 0) -> Net:
    order = np.random.default_rng(seed)

    def some(*shape: int) -> object:
        return order.normal(size=shape) / np.sqrt(shape[0])

    arrays = {"mean": some(MEASURES), "spread": np.ones(MEASURES), "words": some(len(KNOWN), WORD)}
    arrays["known"] = np.asarray(KNOWN, dtype=np.uint32)
    arrays |= {"in": some(MEASURES + WORD, WIDTH), "in.bias": some(WIDTH), "out": some(WIDTH, 1), "out.bias": some(1)}
    for number in range(len(STEPS)):
        arrays |= {f"conv.{number}": some(net.TAPS * WIDTH, WIDTH), f"conv.{number}.bias": some(WIDTH)}
        arrays |= {f"mix.{number}": some(WIDTH, WIDTH), f"mix.{number}.bias": some(WIDTH)}
    arrays |= {"gate": some(WIDTH, 2), "about": some(WIDTH, WIDTH), "told": some(WIDTH, WIDTH)}
    return Net.unpack(Net(arrays, STEPS).pack())


def dump(count: int, seed: int = 1) -> tuple[list[list[float]], list[Unit]]:
    order = np.random.default_rng(seed)
    texts = [f"word{n % 7} said the {n * n} of it" for n in range(count)]
    return order.normal(size=(count, MEASURES)).tolist(), [unit(text) for text in texts]


def test_what_is_packed_comes_back_and_scores_alike() -> None:
    first = drawn()
    again = Net.unpack(first.pack())
    assert again.steps == STEPS
    assert again.scores(*dump(40)) == first.scores(*dump(40))
    assert again.pack() == first.pack()


def test_no_units_have_no_scores() -> None:
    assert drawn().scores([], []) == []


def test_scores_are_probabilities_that_depend_on_words_and_on_neighbours() -> None:
    rows, units = dump(40)
    before = drawn().scores(rows, units)
    assert all(0.0 < score < 1.0 for score in before)
    other = drawn().scores(rows, [*units[:20], unit("nothing of the kind"), *units[21:]])
    assert other[20] != before[20]
    assert other[19] != before[19]


def test_a_unit_far_away_is_heard_of_through_the_page_alone() -> None:
    quiet = Net({**drawn().arrays, "told": np.zeros((WIDTH, WIDTH))}, STEPS)
    rows, units = dump(200)
    changed = [*units[:199], unit("nothing of the kind")]
    assert quiet.scores(rows, changed)[:150] == quiet.scores(rows, units)[:150]
    assert drawn().scores(rows, changed)[0] != drawn().scores(rows, units)[0]


def test_words_are_read_from_both_ends() -> None:
    names = [chr(97 + n // 26) + chr(97 + n % 26) for n in range(60)]
    ends = [*names[: net.HEAD], *names[-net.TAIL :]]
    assert net.keys(unit(" ".join(names))) == [net.key(name) for name in ends]
    assert net.keys(unit("one two")) == [net.key("one"), net.key("two")] + [0] * (net.WORDS - 2)
    assert net.keys(unit("…")) == [0] * net.WORDS


def test_words_that_are_not_known_say_nothing() -> None:
    found = drawn().found([net.keys(unit("said a stranger")), net.keys(unit("…"))])
    assert [int(place) for place in found[0][:3]] == [KNOWN.index(net.key("said")) + 1, 0, 0]
    assert not found[1].any()
    rows, units = dump(9)
    one, other = ([*units[:4], unit(text), *units[5:]] for text in ("zyx wvu", "tsr qpo"))
    assert drawn().scores(rows, one) == drawn().scores(rows, other)


def test_scripts_without_spaces_are_read_in_pairs() -> None:
    found = net.keys(unit("北京的会议"))
    assert found[:4] == [net.key(pair) for pair in ("北京", "京的", "的会", "会议")]
    assert found[4:] == [0] * (net.WORDS - 4)


@pytest.mark.parametrize(("forest", "network"), [(0.9, 0.2), (0.0, 1.0), (0.5, 0.5)])
def test_the_mean_lies_between_and_nearer_to_the_forest(forest: float, network: float) -> None:
    (both,) = net.mean([forest], [network], 0.4)
    low, high = sorted((forest, network))
    assert low <= both <= high
    ours, theirs, mean = net._odds([forest, network, both])
    assert abs(mean - ours) <= abs(mean - theirs) + 0.05
    assert both == round(both, net.DIGITS)


def test_the_network_says_less_where_it_knows_few_words() -> None:
    rows, units = dump(12)
    forest = [0.3] * 12
    strange = [unit("zyx wvu tsr")] * 12
    assert drawn().judged(rows, strange, Spoken.of(strange), forest) == forest
    assert drawn().judged(rows, units, Spoken.of(units), forest) != forest
    assert drawn().judged([], [], Spoken.of([]), []) == []


def test_the_weights_that_ship_are_small() -> None:
    folder = files("dateline").joinpath("data", "extract")
    assert sum(len(folder.joinpath(name).read_bytes()) for name in ("weights.bin", "fields.bin")) <= 1_500_000


def test_training_and_reading_compute_the_same() -> None:
    pytest.importorskip("jax", reason="needs the libraries of make train")
    pytest.importorskip("optax", reason="needs the libraries of make train")
    import jax
    import jax.numpy as jnp

    from bench.extraction import nets

    begun = nets._begin(jax.random.PRNGKey(3), 5, len(KNOWN))
    arrays = {name: np.array(array, dtype=np.float16) for name, array in begun.items()}
    rest = {"mean": np.zeros(5, np.float16), "spread": np.ones(5, np.float16), "words": arrays["words"][1:]}
    read = Net({**arrays, **rest, "known": np.asarray(KNOWN, dtype=np.uint32)}, nets.STEPS)
    rows, units = dump(70)
    measured = np.clip(nets._squeezed(np.asarray(rows, dtype=np.float32)), -net.MOST, net.MOST)[None]
    tokens = read.found([net.keys(one) for one in units])[None]
    settings = (nets.WORDS_OUT, nets.MEASURES_OUT, nets.BLOCKS_OUT, nets.WORDLESS)
    try:
        nets.WORDS_OUT = nets.MEASURES_OUT = nets.BLOCKS_OUT = nets.WORDLESS = 0.0
        wide = {name: jnp.asarray(array, jnp.float32) for name, array in arrays.items()}
        logits = nets._logits(wide, measured, tokens, np.ones((1, 70, 1), np.float32), jax.random.PRNGKey(0))
    finally:
        nets.WORDS_OUT, nets.MEASURES_OUT, nets.BLOCKS_OUT, nets.WORDLESS = settings
    found = 1.0 / (1.0 + np.exp(-np.asarray(logits)[0]))
    assert np.allclose(found, read.scores(rows, units), atol=2e-3)
