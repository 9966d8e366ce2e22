"""``policygraph config``: what is set, where it comes from, and what it means."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

import click

from api.settings import SETTINGS, Setting, Settings

if TYPE_CHECKING:
    from viz.pages.site import Lang

__all__ = ["settings_table", "show_settings", "source_of"]

Source = Literal["flag", "environment", "default"]


def show_settings(
    flags: Mapping[str, Any], *, shape: Literal["text", "json", "markdown"] = "text", lang: Lang = "en"
) -> None:
    """Print all settings. Raises `SettingError` where they could not be used: nothing else is told then."""
    if shape == "markdown":
        click.echo(settings_table())
        return
    settings = Settings.from_env(**flags)
    rows = [
        {
            "name": setting.variable,
            "value": setting.shown(getattr(settings, setting.name)),
            "source": source_of(setting, flags, os.environ),
            "default": setting.shown(setting.default),
            "help": setting.zh if lang == "zh" else setting.en,
        }
        for setting in SETTINGS
    ]
    if shape == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        click.echo(f"{row['name']}={row['value']}  [{row['source']}]\n    {row['help']}")


def source_of(setting: Setting, flags: Mapping[str, Any], environ: Mapping[str, str]) -> Source:
    """Where a setting's value comes from, by the rules of `Settings.from_env`."""
    if flags.get(setting.name) is not None:
        return "flag"
    return "environment" if environ.get(setting.variable) else "default"


def settings_table() -> str:
    """The table of docs/configuration.md."""
    rows = [f"| `{item.variable}` | `{item.default}` | {item.en} |" for item in SETTINGS]
    return "\n".join(("| variable | default | what it is |", "|---|---|---|", *rows))
