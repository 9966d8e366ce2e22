"""Corrections: what a person has set right in a plan's facts, kept in a small file beside the document.

``jining-2014.corrections.yaml`` beside ``jining-2014.txt``. `beside.read_corrections` reads it,
`applying.apply_corrections` gives the corrected facts (pure); `files` knows the names and is cheap to
import, which is why nothing is imported here. docs/corrections.md is the guide for people.
"""
