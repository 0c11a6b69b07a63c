"""Ruling lines → cells, on bare numbers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.read.layout.lattice import lattice_to_labels, numbered, points_to_places, rules_to_edges, rules_to_lattices, snapped


def lattice_rules(xs, ys) -> list[tuple[float, float, float, float]]:
    return [(xs[0], y, xs[-1], y) for y in ys] + [(x, ys[0], x, ys[-1]) for x in xs]


def labels_of(rules) -> list[list[list[int]]]:
    return [lattice_to_labels(lattice).tolist() for lattice in rules_to_lattices(np.array(rules, dtype=float).reshape(-1, 4))]


edges = st.lists(st.integers(10, 60), min_size=2, max_size=6).map(lambda steps: np.cumsum(steps).tolist())


@given(edges, edges, st.randoms())
def test_a_full_lattice_has_a_cell_for_every_place(xs, ys, random):
    """However the rules are cut into strokes, doubled, reversed and ordered."""
    rules = []
    for x0, y0, x1, y1 in lattice_rules(xs, ys):
        cut = random.random()
        middle = (x0 + cut * (x1 - x0), y0 + cut * (y1 - y0))
        rules += [(x0, y0, *middle), (x1, y1, *middle)]
        if random.random() < 0.5:
            rules.append((x0 + 1, y0 + 1, x1 + 1, y1 + 1))
    random.shuffle(rules)
    count = (len(xs) - 1) * (len(ys) - 1)
    assert labels_of(rules) == [np.arange(count).reshape(len(ys) - 1, len(xs) - 1).tolist()]


def test_missing_strokes_merge_places():
    rules = (
        [(0, y, 90, y) for y in (0, 60)] + [(30, 20, 90, 20), (30, 40, 90, 40)] + [(x, 0, x, 60) for x in (0, 30, 90)] + [(60, 20, 60, 60)]
    )
    assert labels_of(rules) == [[[0, 1, 1], [0, 2, 3], [0, 4, 5]]]


def test_open_sides_are_closed_where_the_crossing_rules_end():
    rules = [(0, y, 90, y) for y in (20, 40)] + [(x, 0, x, 60) for x in (30, 60)]
    assert labels_of(rules) == [[[0, 1, 2], [3, 4, 5], [6, 7, 8]]]


def test_an_area_with_a_step_is_cut_into_rectangles():
    rules = [*lattice_rules((0, 60), (0, 40)), (0, 20, 30, 20), (30, 20, 30, 40)]
    assert labels_of(rules) == [[[0, 0], [1, 2]]]


def test_tables_that_do_not_touch_are_apart_and_the_larger_comes_first():
    small, large = lattice_rules((0, 20, 40), (0, 20)), lattice_rules((0, 50, 99), (100, 150, 190))
    assert labels_of(small + large) == [[[0, 1], [2, 3]], [[0, 1]]]


@pytest.mark.parametrize("rules", [[], [(0, 0, 100, 0)], [(0, 0, 100, 0), (0, 50, 100, 50)], [(0, 0, 100, 60), (0, 60, 100, 0)]])
def test_lone_and_leaning_strokes_are_no_table(rules):
    assert labels_of(rules) == []


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=30), st.floats(0.5, 5))
def test_snapping_keeps_order_and_leaves_clusters_apart(positions, tolerance):
    values = np.array(positions)
    result = snapped(values, tolerance)
    assert (np.diff(result[np.argsort(values, kind="stable")]) >= -1e-9).all()
    assert len(np.unique(result)) <= len(np.unique(values))
    assert values.min() - 1e-9 <= result.min() and result.max() <= values.max() + 1e-9


def test_edges_join_what_touches():
    horizontal, vertical = rules_to_edges(np.array([(0, 5, 10, 5), (11, 5.4, 30, 5.4), (50, 5, 60, 5), (7, 0, 7, 20.0)]), 3.0)
    assert horizontal[:, 1:].tolist() == [[0, 30], [50, 60]]
    assert vertical.tolist() == [[7, 0, 20]]


def test_points_find_their_place():
    (lattice,) = rules_to_lattices(np.array(lattice_rules((0, 50, 100), (0, 20, 40)), dtype=float))
    inside, row, column = points_to_places(lattice, np.array([10.0, 60, 120]), np.array([30.0, 10, 10]))
    assert inside.tolist() == [True, True, False]
    assert (row[:2].tolist(), column[:2].tolist()) == ([1, 0], [0, 1])


def test_labels_are_numbered_in_reading_order():
    assert numbered(np.array([[9, 9, 4], [7, 9, 4]])).tolist() == [[0, 0, 1], [2, 0, 1]]
