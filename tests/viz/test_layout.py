"""Where the network's nodes stand."""

from __future__ import annotations

from itertools import combinations

import pytest

from graph.network import Network, edge_list
from viz.layout import crossings, layout
from viz.picture import Box, Form, Side
from viz.style import text_width

FORMS = list(Form)


def _overlap(first: Box, second: Box) -> bool:
    return (
        abs(first.x - second.x) < (first.width + second.width) / 2
        and abs(first.y - second.y) < (first.height + second.height) / 2
    )


@pytest.mark.parametrize("form", FORMS)
def test_every_node_has_a_box_inside_the_picture(large_network: Network, form: Form) -> None:
    """Nothing is left out and nothing lies outside."""
    picture = layout(large_network, form)
    assert set(large_network) == set(picture.boxes)
    for box in picture.boxes.values():
        assert 0 <= box.x - box.width / 2
        assert box.x + box.width / 2 <= picture.width + 0.01
        assert 0 <= box.y - box.height / 2
        assert box.y + box.height / 2 <= picture.height + 0.01


@pytest.mark.parametrize("form", FORMS)
def test_no_two_labels_overlap(large_network: Network, sample_network: Network, form: Form) -> None:
    """Boxes keep apart in every form and size, and headings keep apart from boxes."""
    for graph in (large_network, sample_network):
        picture = layout(graph, form)
        for first, second in combinations(picture.boxes.values(), 2):
            assert not _overlap(first, second)
        for heading in picture.headings:
            words = Box("", heading.x + heading.width / 2, heading.y, heading.width, 12, (), Side.LEFT)
            assert not any(_overlap(words, box) for box in picture.boxes.values())


@pytest.mark.parametrize("form", FORMS)
def test_labels_fit_their_boxes(large_network: Network, form: Form) -> None:
    """A label's lines are not wider or higher than its box."""
    picture = layout(large_network, form)
    for box in picture.boxes.values():
        assert max(text_width(line) for line in box.lines) * picture.font <= box.width
        assert len(box.lines) * picture.font <= box.height


def test_the_drawing_is_the_same_whatever_the_order_of_insertion(large_network: Network) -> None:
    """Two graphs with equal content are drawn alike."""
    turned = type(large_network)()
    turned.add_nodes_from(reversed(list(large_network.nodes(data=True))))
    for source, target, key, data in reversed(edge_list(large_network)):
        turned.add_edge(source, target, key=key, **data)
    assert layout(large_network) == layout(turned)


def test_measures_keep_the_order_of_the_document(sample_network: Network) -> None:
    """Within a plan measures stand from top to bottom as they do in the document."""
    picture = layout(sample_network)
    first, second = (
        picture.boxes[f"https://w3id.org/policygraph/id/measure/changzhou-2014/{number}"]
        for number in ("2.1", "2.2")
    )
    assert first.y < second.y


def test_several_cities_stay_readable_in_one_window(large_network: Network) -> None:
    """60 departments and 100 measures fit a page of 1040 pixels with type of at least 9 pixels."""
    picture = layout(large_network)
    assert picture.font * min(1.0, 1040 / picture.width) >= 9
    assert picture.height < 3 * picture.width


def test_organisations_are_ordered_to_cross_little(large_network: Network) -> None:
    """The order crosses less than that of the names."""
    picture = layout(large_network)
    sources = [
        node for node in large_network if node.startswith("https://w3id.org/policygraph/id/org/city0/")
    ]
    measures = [node for node in large_network if "measure/city0-" in node]
    edges = [(source, target) for source, target in large_network.edges(sources)]
    drawn = sorted(sources, key=lambda node: picture.boxes[node].y)
    assert crossings(drawn, measures, edges) < crossings(sorted(sources), measures, edges)


def test_crossings_count_pairs() -> None:
    """Two parallel edges do not cross, two exchanged ones do, and those that share an end do not."""
    assert crossings(["a", "b"], ["x", "y"], [("a", "x"), ("b", "y")]) == 0
    assert crossings(["a", "b"], ["x", "y"], [("a", "y"), ("b", "x")]) == 1
    assert crossings(["a", "b"], ["x", "y"], [("a", "x"), ("b", "x")]) == 0


def test_an_empty_network_is_an_empty_picture() -> None:
    """No nodes give no boxes and no size."""
    from networkx import MultiDiGraph

    picture = layout(MultiDiGraph())
    assert (picture.boxes, picture.width, picture.height) == ({}, 0.0, 0.0)
