"""The right to change what a server holds: one load or change at a time, also from several machines.

SPARQL Update has neither locks nor transactions over several requests, and not every server keeps the
condition of a request true until its changes are in. So this asks of a server only that an acknowledged
change is seen by whoever asks afterwards: each writer first puts a claim into a graph of its own, then looks
who else has one, and goes back when there is another (mutual exclusion by flags, as Dekker's). A claim
ends at a moment of the server's clock, so that a writer that was killed does not block for ever, and a
writer that works renews its own. Every change that follows is written so that it does nothing once the claim
is gone (`Lease.held`), and what cannot be written so is sent right after a renewal.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import random
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from graph.engine import Row
from graph.literals import date_time
from graph.remote_dataset import RemoteNames
from graph.remote_faults import remote_fault
from ontology.errors import PolicygraphError, StoreBusy
from ontology.terms import RDFS, SCHEMA

__all__ = ["LEASE_SECONDS", "Lease"]

_log = logging.getLogger("policygraph.remote")

#: How long a claim holds without being renewed: so long a killed writer keeps others waiting.
LEASE_SECONDS: Final = 120.0
_RENEW_SECONDS: Final = 30.0
#: Two who claim at once both go back; how often, and for how many seconds at most.
_TRIES: Final = 6
_BACK_SECONDS: Final = 0.5
#: A claim may wait for a change of somebody else; nobody waits long to go.
_CLAIM_SECONDS: Final = 120.0
_GO_SECONDS: Final = 20.0
_NOW: Final = "SELECT (NOW() AS ?now) {}"
_CLAIMS: Final = f"SELECT ?claim ?who ?until {{ ?claim <{RDFS.label}> ?who ; <{SCHEMA.expires}> ?until }}"

Ask = Callable[[str, Sequence[tuple[str, str]]], list[Row]]
#: Sends an update that may take so many seconds.
Update = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class _Claim:
    """Somebody's claim: its IRI, who it is, and until when by the server's clock; ``term`` as the server has it."""

    iri: str
    who: str
    until: dt.datetime
    term: str


class Lease:
    """A claim on the server that ``ask`` and ``update`` reach; one object for one load or change.

    ``ask`` gives a table by query and dataset; what it and ``update`` raise passes through.
    """

    def __init__(self, names: RemoteNames, host: str, ask: Ask, update: Update) -> None:
        self._names = names
        self._host = host
        self._ask = ask
        self._update = update
        self._who = str(Literal(f"policygraph on {socket.gethostname()}, process {os.getpid()}"))
        self._seconds = LEASE_SECONDS
        self._renewing = threading.Lock()
        self._stopped = threading.Event()
        self._gone = False
        #: Claims of others that had ended and were removed by this one.
        self.ended: list[str] = []
        self.iri = f"{names.lease}/{secrets.token_hex(8)}"
        #: A pattern that matches once while the claim stands, and not at all afterwards.
        self.held = f"GRAPH <{names.lease}> {{ <{self.iri}> <{RDFS.label}> {self._who} }}"

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the right inside the block; `StoreBusy` when somebody else has it."""
        self.take()
        keeper = threading.Thread(target=self._keep, name="remote-lease", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            self._stopped.set()
            keeper.join()
            self.release()

    def take(self) -> None:
        """Claim, and look whether nobody else does."""
        for _ in range(_TRIES):
            self._refuse_living()
            try:
                self._claim()
                found = {claim.iri for claim in self._claims()}
            except PolicygraphError:
                self.release()
                raise
            if found == {self.iri}:
                return
            self.release()
            if self.iri not in found:
                raise remote_fault(
                    f"{self._host} took a change and does not show it: it cannot be written to"
                )
            # Somebody claimed in the same moment and has seen this claim, or will.
            time.sleep(random.uniform(0.0, _BACK_SECONDS))  # noqa: S311 nothing secret
        self._refuse_living()
        raise StoreBusy(
            f"others are loading into {self._host} at this moment: try again", reason="store.busy"
        )

    def check(self) -> None:
        """Raise `StoreBusy` when the claim is known to be gone."""
        if self._gone:
            raise self._lost()

    def renew(self) -> None:
        """Make the claim last again; `StoreBusy` when it is gone: it had ended, and somebody else took over."""
        with self._renewing:
            until = self._until()
            mine, graph = f"<{self.iri}> <{SCHEMA.expires}>", f"GRAPH <{self._names.lease}>"
            self._update(
                f"INSERT {{ {graph} {{ {mine} {until} }} }} WHERE {{ {self.held} }} ;"
                f" DELETE {{ {graph} {{ {mine} ?old }} }}"
                f" WHERE {{ {graph} {{ {mine} ?old FILTER(?old != {until}) }} }}",
                _CLAIM_SECONDS,
            )
        if self.iri not in {claim.iri for claim in self._claims()}:
            self._gone = True
        self.check()

    @contextmanager
    def longer(self, seconds: float) -> Iterator[None]:
        """Have the claim outlast a request of so many seconds that does not look at it."""
        self._seconds = LEASE_SECONDS + seconds
        try:
            self.renew()
            yield
        finally:
            self._seconds = LEASE_SECONDS

    def _lost(self) -> StoreBusy:
        return StoreBusy(
            f"another load or change took over on {self._host} meanwhile, because this one had not been heard of for"
            f" {LEASE_SECONDS:.0f} seconds: nothing was published; load again",
            reason="store.overtaken",
        )

    def release(self) -> None:
        """Take the claim back; a server that is gone by now is left to forget it."""
        graph, mine = f"GRAPH <{self._names.lease}>", f"<{self.iri}> ?p ?o"
        try:
            self._update(f"DELETE WHERE {{ {graph} {{ {mine} }} }}", _GO_SECONDS)
        except PolicygraphError as error:
            _log.warning("the claim on %s could not be taken back and ends by itself: %s", self._host, error)

    def _claim(self) -> None:
        mine = f"<{self.iri}> <{RDFS.label}> {self._who} ; <{SCHEMA.expires}> {self._until()}"
        self._update(f"INSERT DATA {{ GRAPH <{self._names.lease}> {{ {mine} }} }}", _CLAIM_SECONDS)

    def _refuse_living(self) -> None:
        """`StoreBusy` when a claim of somebody stands; one that has ended is removed, unless it was renewed."""
        claims = self._claims()
        now = self._now() if claims else None
        for claim in claims:
            if now is not None and claim.until > now:
                raise StoreBusy(
                    f"{claim.who}, is loading into {self._host}: wait until it has finished and try again (if it was"
                    f" killed, until {claim.until:%H:%M:%S} by the clock of that server)",
                    reason="store.busy",
                )
        for claim in claims:
            self.ended.append(claim.iri)
            graph, ended = f"GRAPH <{self._names.lease}>", f"<{claim.iri}> <{SCHEMA.expires}>"
            self._update(
                f"DELETE {{ {graph} {{ <{claim.iri}> ?p ?o }} }} WHERE {{ {graph} {{ {ended} {claim.term} . <{claim.iri}>"
                f" ?p ?o FILTER NOT EXISTS {{ {ended} ?later FILTER(?later > {claim.term}) }} }} }} ;"
                f" DROP SILENT GRAPH <{self._names.staged(claim.iri)}>",
                _CLAIM_SECONDS,
            )

    def _claims(self) -> list[_Claim]:
        """All claims, each with the latest of its moments."""
        found: dict[str, _Claim] = {}
        for row in self._ask(_CLAIMS, (("default-graph-uri", self._names.lease),)):
            claim = _Claim(_text(row, "claim"), _text(row, "who"), _moment(row, "until"), str(row["until"]))
            if claim.iri not in found or found[claim.iri].until < claim.until:
                found[claim.iri] = claim
        return list(found.values())

    def _now(self) -> dt.datetime:
        return _moment(self._ask(_NOW, ())[0], "now")

    def _until(self) -> str:
        until = self._now() + dt.timedelta(seconds=self._seconds)
        return str(date_time(until.replace(microsecond=0)))

    def _keep(self) -> None:
        """Renew until stopped; a claim that is gone is noticed by the next change, which does nothing."""
        while not self._stopped.wait(_RENEW_SECONDS):
            try:
                self.renew()
            except PolicygraphError as error:
                _log.warning("the claim on %s was not renewed: %s", self._host, error)


def _text(row: Row, name: str) -> str:
    return str(getattr(row[name], "value", ""))


def _moment(row: Row, name: str) -> dt.datetime:
    """A moment; Virtuoso's clock says no zone, and is compared with itself only."""
    try:
        moment = dt.datetime.fromisoformat(_text(row, name))
    except ValueError:
        raise remote_fault(f"the SPARQL server says {_text(row, name)!r} where a moment was asked") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=dt.UTC)
