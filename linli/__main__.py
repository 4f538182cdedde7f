"""`python -m linli` is the same program as `linli`."""

from linli.config.cli import main

main()
