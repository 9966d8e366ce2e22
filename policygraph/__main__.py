"""``python -m policygraph`` is the command line."""

from policygraph.cli import main

if __name__ == "__main__":
    main()
