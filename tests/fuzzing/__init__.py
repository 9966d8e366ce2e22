"""Bad input: generators, the long-running drivers (``python -m tests.fuzzing``) and a short part for the suite."""
