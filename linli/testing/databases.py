"""Prepares the environment of a test process before Django reads its settings; loaded by pytest's `-p` option.

The translations are compiled once, by the process that starts the others.
Each process has a data folder of its own, so that keys, files and SQLite databases never meet.
"""

import atexit
import os
import shutil
import tempfile

from linli.ground.look.catalogues import compile_all

FOLDER = tempfile.mkdtemp(prefix="linli-test-")

os.mkdir(os.path.join(FOLDER, "static"))

os.environ["LINLI_VAR"] = FOLDER
os.environ["LINLI_SETTINGS"] = os.path.join(FOLDER, "none.env")
os.environ["LINLI_STATIC_HASHED"] = "0"
os.environ["LINLI_KEEP_SECONDS"] = "0"
os.environ["LINLI_KEY_STRETCH"] = "0"
os.environ.setdefault("LINLI_LOG_LEVEL", "CRITICAL")
for name in ("LINLI_DEBUG", "LINLI_DEMONSTRATION", "LINLI_HTTPS", "LINLI_HOSTS"):
    os.environ.pop(name, None)

if "PYTEST_XDIST_WORKER" not in os.environ:
    compile_all()

atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
