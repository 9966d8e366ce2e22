"""Places to work in are bounded, the queue for them is short and fair."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from graph.places import Places
from ontology.errors import LimitExceeded
from tests.timing import PATIENCE, wait_until


def _waiting(places: Places, number: int) -> bool:
    return places.waiting == number


def test_who_came_first_is_served_first() -> None:
    """Places are handed on in the order of coming."""
    places = Places(1)
    places.take(0)
    served: list[int] = []

    def work(name: int) -> None:
        places.take(PATIENCE)
        served.append(name)
        places.release()

    with ThreadPoolExecutor(4) as threads:
        for name in range(4):
            threads.submit(work, name)
            wait_until(partial(_waiting, places, name + 1))
        places.release()
    assert [0, 1, 2, 3] == served
    assert (0, 0) == (places.busy, places.waiting)


def test_who_leaves_while_waiting_leaves_the_queue() -> None:
    """A client that is gone neither waits on nor takes a place later."""
    places = Places(1)
    places.take(0)
    gone = threading.Event()
    threading.Timer(0.1, gone.set).start()
    with pytest.raises(LimitExceeded) as caught:
        places.take(PATIENCE, gone)
    assert "cancelled" == caught.value.limit
    places.release()
    assert (0, 0) == (places.busy, places.waiting)


def test_a_long_queue_is_refused_at_once() -> None:
    """Who cannot be served soon is told so, and holds nothing."""
    places = Places(1, waiting=1)
    places.take(0)
    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(places.take, PATIENCE)
        wait_until(lambda: places.waiting == 1)
        with pytest.raises(LimitExceeded) as caught:
            places.take(PATIENCE)
        assert "workers" == caught.value.limit
        assert not waiting.done()  # whose patience is the same, and who came first
        places.release()
        waiting.result()
    assert 1 == places.busy


def test_waiting_ends_with_time() -> None:
    """After the seconds given it is refused."""
    places = Places(1)
    places.take(0)
    with pytest.raises(LimitExceeded) as caught:
        places.take(0.05)
    assert "workers" == caught.value.limit
    assert 0 == places.waiting


def test_draining_takes_what_becomes_free() -> None:
    """Afterwards nobody can begin; who works is waited for."""
    places = Places(2)
    places.take(0)
    threading.Timer(0.1, places.release).start()
    places.drain(PATIENCE)
    assert 2 == places.busy
