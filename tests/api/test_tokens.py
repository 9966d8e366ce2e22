"""Tokens as the setting names them."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.settings import SettingError
from api.tokens import Token, find_token, new_token, parse_tokens
from graph.writing import Author
from tests.api.writing import digest_of

DIGEST = digest_of("secret")


def test_a_token_is_found_by_its_secret() -> None:
    """Among several, and by nothing else."""
    tokens = parse_tokens(f"one:update:{digest_of('1')} two:data:{DIGEST}")

    found = find_token(tokens, "secret")

    assert found is tokens[1]
    assert find_token(tokens, DIGEST) is None
    assert find_token((), "secret") is None


def test_scopes_may_be_limited_to_graphs() -> None:
    """By beginnings of their IRIs, several of them; a scope that is not named is none."""
    (token,) = parse_tokens(f"one:update,data=urn:a,data=urn:b:{DIGEST}")

    assert Author("one") == token.author("update")
    assert Author("one", ("urn:a", "urn:b")) == token.author("data")
    assert Token("two", (), b"").author("data") is None


def test_an_author_s_prefixes_leave_out_the_default_graph() -> None:
    """A default graph of its own has no name, so that no prefix allows it."""
    assert Author("one", ("urn:a",)).may_change("urn:abc")
    assert not Author("one", ("urn:a",)).may_change("")
    assert Author("one").may_change("")


def test_tokens_may_stand_in_a_file(tmp_path: Path) -> None:
    """One a line, with comments."""
    file = tmp_path / "tokens"
    file.write_text(f"# who\n\none:update:{DIGEST}\n", encoding="utf-8")

    assert ["one", "two"] == [token.name for token in parse_tokens(f"@{file} two:data:{digest_of('2')}")]


@pytest.mark.parametrize(
    "setting",
    [
        "one",
        f"one:{DIGEST}",
        "one:update:abc",
        f"one:write:{DIGEST}",
        f"one:data=:{DIGEST}",
        f"one:data,data=urn:a:{DIGEST}",
        f"one:data,data:{DIGEST}",
        f"one:data:{DIGEST} one:data:{DIGEST}",
        "@/no/such/file",
    ],
)
def test_what_is_no_token_is_refused_without_repeating_it(setting: str) -> None:
    """The message names the place, never the entry: it may hold a secret by mistake."""
    with pytest.raises(SettingError) as caught:
        parse_tokens(setting)

    assert DIGEST not in str(caught.value)


def test_a_new_token_reads_back() -> None:
    """The secret is long, and its entry is one of the setting."""
    secret, entry = new_token("one", ["update", "data=urn:a"])
    (token,) = parse_tokens(entry)

    assert find_token((token,), secret) is token
    assert len(secret) >= 40
    assert secret not in repr(token)
