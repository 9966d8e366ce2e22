"""Dumps over HTTP: resumable, with validators and checksums."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from graph.dumps import DUMP_FORMATS
from tests.rdf import read, same

Check = Callable[..., dict[str, Any]]
FILE = "/dump/jining-2014.nq.gz"


def test_a_download_can_be_resumed(client: TestClient) -> None:
    """Three parts, each asked for by range under the tag of the first answer, are the file."""
    whole = client.get(FILE)
    size, tag = len(whole.content), whole.headers["etag"]
    assert whole.headers["accept-ranges"] == "bytes"
    assert not tag.startswith("W/")
    parts = b""
    for asked in ("bytes=0-99", f"bytes=100-{size // 2}", f"bytes={size // 2 + 1}-"):
        answer = client.get(FILE, headers={"range": asked, "if-range": tag})
        assert answer.status_code == 206
        start, end = len(parts), len(parts) + len(answer.content) - 1
        assert answer.headers["content-range"] == f"bytes {start}-{end}/{size}"
        assert answer.headers["content-length"] == str(len(answer.content))
        parts += answer.content
    assert parts == whole.content


def test_a_part_of_another_file_is_not_completed(client: TestClient) -> None:
    """If-Range with a tag or date that is not this file's gets the whole, with 200."""
    whole = client.get(FILE)
    for condition in ('"other"', "W/" + whole.headers["etag"], "Sat, 01 Jan 2000 00:00:00 GMT"):
        answer = client.get(FILE, headers={"range": "bytes=0-9", "if-range": condition})
        assert (answer.status_code, answer.content) == (200, whole.content)
    date = {"range": "bytes=0-9", "if-range": whole.headers["last-modified"]}
    assert client.get(FILE, headers=date).status_code == 206


def test_a_range_after_the_end_is_a_problem(client: TestClient, assert_canonical_problem: Check) -> None:
    """416 with the size, in the one shape of errors."""
    size = len(client.get(FILE).content)
    answer = client.get(FILE, headers={"range": f"bytes={size}-"})
    assert_canonical_problem(answer, 416, "range")
    assert answer.headers["content-range"] == f"bytes */{size}"


def test_head_tells_all_but_the_bytes(client: TestClient) -> None:
    """Length, tag and date as GET has them; nothing is sent to one who holds it."""
    head, full = client.head(FILE), client.get(FILE)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("etag", "last-modified", "content-length", "accept-ranges", "repr-digest"):
        assert head.headers[name] == full.headers[name]
    assert client.get(FILE, headers={"if-none-match": full.headers["etag"]}).status_code == 304


@pytest.mark.parametrize("tail", ["", "/jining-2014"])
def test_checksums_are_those_of_the_files(client: TestClient, tail: str) -> None:
    """As sha256sum -c reads them, one line for each format, and as a digest field."""
    sums = client.get(f"/dump{tail}.SHA256SUMS" if tail else "/dump/SHA256SUMS").text.splitlines()
    assert len(sums) == len(DUMP_FORMATS)
    for line in sums:
        digest, _, name = line.partition("  ")
        answer = client.get(f"/dump/{name}" if tail else f"/{name}")
        assert hashlib.sha256(answer.content).hexdigest() == digest
        encoded = base64.b64encode(bytes.fromhex(digest)).decode()
        assert answer.headers["repr-digest"] == f"sha-256=:{encoded}:"


@pytest.mark.parametrize("tail", ["/dump", "/dump/jining-2014"])
def test_another_library_reads_the_same_from_each_format(client: TestClient, tail: str) -> None:
    """N-Quads, TriG, Turtle, JSON-LD and N-Triples hold one graph, by rdflib."""
    graphs = [
        same(read(gzip.decompress(client.get(f"{tail}.{name}.gz").content), wanted.media_type))
        for name, wanted in DUMP_FORMATS.items()
    ]
    assert len(graphs[0]) > 100
    assert [len(graph) for graph in graphs] == [len(graphs[0])] * len(graphs)
    assert all(graph == graphs[0] for graph in graphs)


def test_a_dump_of_the_past_stays_what_it_was(past: TestClient) -> None:
    """By revision; each has its own tag."""
    old, new = (past.get(f"{FILE}?revision={number}") for number in (2, 3))
    assert old.status_code == new.status_code == 200
    assert old.headers["etag"] != new.headers["etag"]
    assert "改名后的措施" not in gzip.decompress(old.content).decode()
    assert "改名后的措施" in gzip.decompress(new.content).decode()
    assert past.get(FILE).content == new.content
