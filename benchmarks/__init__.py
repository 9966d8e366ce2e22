"""Synthetic plans and the commands that measure with them (docs/performance.md); not installed."""
