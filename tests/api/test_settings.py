"""Settings come from one table."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from api.settings import SETTINGS, SettingError, Settings


def test_each_field_is_a_row_with_help_in_both_languages() -> None:
    """The table has the fields of the dataclass in their order, each explained in zh and en."""
    assert [setting.name for setting in SETTINGS] == [item.name for item in fields(Settings)]
    assert [setting.name for setting in SETTINGS if not (setting.zh and setting.en)] == []


def test_environment_variables_set_what_the_table_names() -> None:
    """Values are parsed by type; empty ones and other programs' variables do not count."""
    settings = Settings.from_env(
        {"POLICYGRAPH_PORT": "9000", "POLICYGRAPH_HOME": "/data", "POLICYGRAPH_HOST": "", "PATH": "/bin"}
    )
    assert settings == Settings(port=9000, home=Path("/data"))


def test_secrets_are_not_in_what_is_printed_of_the_settings() -> None:
    """A traceback or a debugger's line does not show them."""
    secrets = [setting.name for setting in SETTINGS if setting.secret]

    assert "tokens" in secrets
    assert [] == [name for name in secrets if f"{name}=" in repr(Settings())]


def test_flags_win_over_the_environment() -> None:
    """A flag that was given is stronger; None means not given."""
    assert Settings.from_env({"POLICYGRAPH_PORT": "9000"}, port=1, host=None).port == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "many"),
        ("PORT", "70000"),
        ("BASE", "example.org/"),
        ("BASE", "https://example.org"),
        ("ROOT_PATH", "policy"),
        ("QUERY_SECONDS", "0"),
        ("QUERY_WORKERS", "0"),
        ("PROT", "8000"),
    ],
)
def test_nonsense_is_refused_by_name(name: str, value: str) -> None:
    """The message names the variable, so that the operator finds it."""
    with pytest.raises(SettingError, match=f"POLICYGRAPH_{name}"):
        Settings.from_env({f"POLICYGRAPH_{name}": value})
