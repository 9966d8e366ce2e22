"""The W3C test suites of SPARQL 1.0 and 1.1, run through HTTP against any service."""
