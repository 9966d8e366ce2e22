"""Rules of the genre: one module for each kind of fact, pure functions from text to facts."""
