"""Killed without warning at any moment: the last complete revision answers, what was promised stays, the next works."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPException
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import pytest

from graph.store import RevisionStore
from graph.union import named_quads
from ontology.identifiers import graph_iri
from policygraph.discovery import discover
from tests.faults.conftest import Plan
from tests.faults.whole import COUNTS, GRAPHS, check_all, check_revision, quads_of
from tests.service import Service, serving
from tests.timing import PATIENCE, wait_until

pytestmark = pytest.mark.faults

ROOT: Final = Path(__file__).parents[2]
CORPUS: Final = ROOT / "corpus"
SECRET: Final = "open sesame"  # noqa: S105 opens nothing but this test's service
TOKENS: Final = f"tester:update,data:{hashlib.sha256(SECRET.encode()).hexdigest()}"
#: Publishes version after version until it is killed; says what it begins and what it has done.
LOADER: Final = """
import sys
from pathlib import Path
from graph.metadata import Describer
from graph.store import RevisionStore
from ontology.identifiers import DEFAULT_BASE
from tests.faults.whole import GRAPHS, quads_of

store, version, counts = RevisionStore(Path(sys.argv[1]), keep=3), int(sys.argv[2]), sys.argv[3].split(",")
print("ready", flush=True)
while True:
    version += 1
    count = int(counts[version % len(counts)])
    graphs = {graph: quads_of(graph, version, count) for graph in GRAPHS}
    print("begins", version, flush=True)
    store.publish(graphs, Describer(DEFAULT_BASE, "0"))
    print("done", version, flush=True)
"""


def rows(service: Service, query: str) -> list[list[str]]:
    """The rows of a query, which must be answered."""
    status, _, body = service.ask("GET", f"/sparql?query={quote(query)}", Accept="text/csv")
    assert 200 == status, body
    return list(csv.reader(body.decode().splitlines()))[1:]


def killed_after(process: subprocess.Popen[str], seconds: float) -> list[str]:
    """Kill a process that has said that it is ready, some time later; what it said until then."""
    assert process.stdout is not None
    assert "ready" == process.stdout.readline().strip()
    time.sleep(seconds)
    process.kill()
    said = process.stdout.read().splitlines()
    process.wait(PATIENCE)
    process.stdout.close()
    return said


def numbers(said: list[str], word: str) -> list[int]:
    """The versions of which something was said; a last line may be cut off."""
    return [int(line.split()[1]) for line in said if line.startswith(f"{word} ") and len(line.split()) == 2]


def test_a_loader_killed_at_any_moment(plan: Plan, tmp_path: Path) -> None:
    """A service that answers all the while never shows half a revision, and the next load begins at once."""
    chance, home, known = plan.chance("loader"), tmp_path / "home", set[tuple[int, str]]()
    store = RevisionStore(home, keep=3)
    store.publish({graph: quads_of(graph, 0, 50) for graph in GRAPHS})
    version = 0
    with serving(home, tmp_path / "log", log_format="json") as service:
        for _ in range(plan.share(0.5)):
            counts = chance.choice(["60", "3000,60", "400,2500", "5000"])
            command = [sys.executable, "-c", LOADER, str(home), str(version), counts]
            child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)  # noqa: S603
            said = killed_after(child, chance.uniform(0, chance.choice([0.1, 0.4, 1.2])))
            begun, done = numbers(said, "begins"), numbers(said, "done")
            found = check_all(home, known)

            assert found in {*done[-1:], *begun[-1:]} or (found == version and not done), said
            assert [str(found)] == [row[0] for row in rows(service, COUNTS)]
            version = max([version, *begun]) + 1
            published = store.publish({graph: quads_of(graph, version, 40) for graph in GRAPHS})
            assert published is not None
            assert [[str(version), "160"]] == rows(service, COUNTS)
            assert 200 == service.ask("GET", "/readyz")[0]
            shown = json.loads(service.ask("GET", "/readyz")[2])
            assert published.number == shown["revision"]
    for revision in store.revisions():
        check_revision(revision)
    assert sorted(path.name for path in (home / "revisions").iterdir()) == sorted(
        str(revision.number) for revision in store.revisions()
    )


def test_a_load_of_documents_killed_at_any_moment(plan: Plan, tmp_path: Path) -> None:
    """The command itself, with its processes: nothing or everything, and then everything."""
    chance, home = plan.chance("documents"), tmp_path / "home"
    command = [sys.executable, "-m", "policygraph", "load", str(CORPUS), "--home", str(home)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POLICYGRAPH_")}
    for _ in range(plan.share(0.07)):
        child = subprocess.Popen(  # noqa: S603 our own command
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        with suppress(subprocess.TimeoutExpired):
            child.wait(chance.uniform(0.2, 6))
        child.kill()
        child.wait(PATIENCE)
        for revision in RevisionStore(home).revisions():
            check_revision(revision)
    done = subprocess.run(  # noqa: S603 our own command
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    current = RevisionStore(home).current()

    assert 0 == done.returncode, done.stderr
    assert current is not None
    check_revision(current)
    plans = [file.stem for file in discover((str(CORPUS),), rdf=True)]
    assert {graph_iri(name) for name in plans} <= set(current.graphs)


class Writer(threading.Thread):
    """Changes a service one after the other until it is told to stop; knows what was tried and what was promised."""

    def __init__(self, service: Service, number: int) -> None:
        super().__init__(daemon=True)
        self.service = service
        self.tried = number
        self.promised = {number}
        self.refused: dict[int, tuple[int, bytes]] = {}
        self.over = threading.Event()

    def run(self) -> None:
        """Update by update; one whose answer does not come may have been made or not."""
        while not self.over.is_set():
            self.tried += 1
            with suppress(OSError, HTTPException):
                status, body = changed(self.service, self.tried)
                if 200 <= status < 300:
                    self.promised.add(self.tried)
                else:
                    self.refused[self.tried] = status, body


def changed(service: Service, number: int) -> tuple[int, bytes]:
    """Ask for a change of two graphs: both count it, both list it. Every third is written by the other protocol, too."""
    one, two = GRAPHS[:2]
    counter = "<http://example.org/counter> <http://example.org/is>"
    text = "; ".join(
        (
            *(f"DELETE WHERE {{ GRAPH <{graph}> {{ {counter} ?old }} }}" for graph in (one, two)),
            f"INSERT DATA {{ GRAPH <{one}> {{ {counter} {number} . <http://example.org/{number}> a <urn:x> }}"
            f" GRAPH <{two}> {{ {counter} {number} . <http://example.org/{number}> a <urn:x> }} }}",
        )
    )
    given = {"Authorization": f"Bearer {SECRET}"}
    if number % 3 == 0:
        turtle = f"<http://example.org/put/{number}> a <urn:x> .".encode()
        status, _, body = service.ask(
            "POST", f"/data?graph={quote(GRAPHS[2])}", turtle, Content_Type="text/turtle", **given
        )
        if not 200 <= status < 300:
            return status, body
    status, _, body = service.ask(
        "POST", "/update", text.encode(), Content_Type="application/sparql-update", **given
    )
    return status, body


def check_changes(home: Path, writer: Writer) -> int:
    """What the counters say, equal in both graphs: all that was promised is there, nothing that was refused."""
    current = RevisionStore(home).current()
    assert current is not None
    store = RevisionStore(home).open()
    listed: dict[str, set[int]] = {graph: set() for graph in GRAPHS}
    counted: dict[str, list[int]] = {graph: [] for graph in GRAPHS}
    for quad in named_quads(store):
        graph = quad.graph_name.value  # type: ignore[union-attr]
        if quad.predicate.value == "http://example.org/is":
            counted[graph].append(int(quad.object.value))  # type: ignore[union-attr]
        elif graph in GRAPHS:
            listed[graph].add(int(quad.subject.value.rpartition("/")[2]))  # type: ignore[union-attr]
    one, two, three = GRAPHS[:3]
    (found,) = counted[one]
    assert counted[one] == counted[two]
    assert listed[one] == listed[two]
    assert max(writer.promised) <= found <= writer.tried
    assert writer.promised - listed[one] == set(), "a promised change is lost"
    assert listed[one] & writer.refused.keys() == set(), "a refused change was made"
    assert {number for number in writer.promised if number % 3 == 0} <= listed[three]
    return found


@contextmanager
def writing(service: Service, number: int) -> Iterator[Writer]:
    """Changes that go on in the background."""
    writer = Writer(service, number)
    writer.start()
    try:
        yield writer
    finally:
        writer.over.set()
        writer.join(PATIENCE)
    assert not writer.is_alive()


def test_a_service_killed_while_it_is_written_to(plan: Plan, tmp_path: Path) -> None:
    """What it had promised is there after the restart, no change is half made, no process is left."""
    chance, home, number = plan.chance("service"), tmp_path / "home", 0
    for _ in range(plan.share(0.13)):
        with serving(home, tmp_path / "log", log_format="json", tokens=TOKENS) as service:
            status, body = changed(service, number + 1)
            assert 200 <= status < 300, body
            with writing(service, number + 1) as writer:
                time.sleep(chance.uniform(0, 2.5))
                children = service.children()
                service.process.kill()
                service.process.wait(PATIENCE)
                writer.over.set()
            wait_until(partial(gone, children))
            number = check_changes(home, writer)
    with serving(home, tmp_path / "log", log_format="json", tokens=TOKENS) as service:
        assert 200 <= changed(service, number + 1)[0] < 300
        assert 0 == service.stop()
    assert [] == list(home.glob(".scratch-*"))


#: Long enough to be hit, with an answer that is known; another comment each time, so that no cache has it.
SLOW: Final = "SELECT (COUNT(*) AS ?n) {{ SELECT * {{ ?a ?b ?c . ?d ?e ?f }} LIMIT 400000 }} # {number}"


def test_workers_killed_at_any_moment(plan: Plan, tmp_path: Path) -> None:
    """Queries and changes alike: a whole answer or an error in words, and the service goes on."""
    chance, home = plan.chance("workers"), tmp_path / "home"
    RevisionStore(home).publish({GRAPHS[3]: quads_of(GRAPHS[3], 0, 900)})
    answers: list[tuple[int, Any, bytes]] = []
    over = threading.Event()

    def asks(name: str) -> None:
        number = 0
        while not over.is_set():
            number += 1
            answers.append(
                service.ask("GET", f"/sparql?query={quote(SLOW.format(number=f'{name}{number}'))}")
            )

    kills = plan.share(0.3)
    with serving(home, tmp_path / "log", log_format="json", tokens=TOKENS) as service:
        status, body = changed(service, 1)
        assert 200 <= status < 300, body
        readers = [threading.Thread(target=asks, args=(name,), daemon=True) for name in "ab"]
        with writing(service, 1) as writer:
            for reader in readers:
                reader.start()
            done = 0
            while done < kills:
                time.sleep(chance.uniform(0, 0.5))
                done += killed_child(service, chance)
                answered(lambda: service.ask("GET", "/sparql?query=ASK%7B%7D"))
            over.set()
            for reader in readers:
                reader.join(PATIENCE)
        assert not any(reader.is_alive() for reader in readers)
        answered(lambda: service.ask("GET", "/readyz"))
        answered(lambda: (changed(service, writer.tried + 1)[0], None, b""))
        writer.tried += 1
        check_changes(home, writer)
        assert 0 == service.stop()

    assert {200, 503} >= {status for status, _, _ in answers}
    assert 200 in {status for status, _, _ in answers}
    for status, headers, body in answers:
        told = json.loads(body)
        if status == 200:
            assert "400000" == told["results"]["bindings"][0]["n"]["value"]
        else:
            assert "application/problem+json" == headers["content-type"]
            assert told["detail"]
    assert {503} >= {status for status, _ in writer.refused.values()}, writer.refused


def gone(children: list[int]) -> bool:
    """Whether none of these processes runs any more."""
    return not any(Path(f"/proc/{pid}").exists() for pid in children)


def killed_child(service: Service, chance: random.Random) -> int:
    """Kill one of the service's processes, if there is one just now."""
    children = service.children()
    if not children:
        return 0
    with suppress(ProcessLookupError):
        os.kill(chance.choice(children), signal.SIGKILL)
        return 1
    return 0


def answered(ask: Callable[[], tuple[int, Any, bytes]]) -> None:
    """Ask until the answer is no apology: the process killed last may have been the one that would answer."""
    wait_until(lambda: 200 <= ask()[0] < 300)
