"""Proof: unit, conformance, browser and quality tests, mirroring the folders."""
