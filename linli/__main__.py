"""`python -m linli` is the same program as `linli`."""

from linli.config.cli import main

if __name__ == "__main__":  # a web process that is started anew reads this file, too
    main()
