"""The settings of the product, with two more addresses for the benchmark to knock at."""

from linli.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.site"
