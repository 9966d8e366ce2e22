"""Buckets of tokens, with a clock that the test holds."""

from __future__ import annotations

import pytest

from api.rates import Buckets, client_key


def test_a_bucket_holds_a_minute_s_tokens_and_fills_up_steadily() -> None:
    """Sixty at once, then one a second."""
    buckets = Buckets(60)

    assert [0.0] * 60 == [buckets.take("a", 100.0) for _ in range(60)]
    assert 1.0 == pytest.approx(buckets.take("a", 100.0))
    assert 0.5 == pytest.approx(buckets.take("a", 100.5))
    assert 0.0 == buckets.take("a", 101.0)
    assert 0.0 < buckets.take("a", 101.0)


def test_waiting_is_not_made_longer_by_asking_meanwhile() -> None:
    """A refused request takes no token."""
    buckets = Buckets(1)
    buckets.take("a", 0.0)

    assert [50.0, 40.0, 0.0] == pytest.approx([buckets.take("a", now) for now in (10.0, 20.0, 60.0)])


def test_clients_do_not_pay_for_each_other() -> None:
    """Each has its own bucket."""
    buckets = Buckets(1)
    buckets.take("a", 0.0)

    assert 0.0 == buckets.take("b", 0.0)


def test_no_rate_is_no_limit() -> None:
    """0 switches it off."""
    assert {0.0} == {Buckets(0).take("a", 0.0) for _ in range(1000)}


def test_the_clients_remembered_are_bounded() -> None:
    """A million addresses do not fill the memory; the longest unseen is forgotten."""
    buckets = Buckets(1, clients=2)
    for client in ("a", "b", "c"):
        buckets.take(client, 0.0)

    assert 0.0 < buckets.take("c", 0.0)
    assert 0.0 == buckets.take("a", 0.0)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("127.0.0.1", None),
        ("127.8.9.1", None),
        ("::1", None),
        ("::ffff:127.0.0.1", None),
        ("", None),
        ("testclient", None),
    ],
)
def test_clients_are_counted_by_what_they_cannot_change(address: str, key: str | None) -> None:
    """One IPv4 address, one IPv6 network; this machine is not counted."""
    assert key == client_key(address)
