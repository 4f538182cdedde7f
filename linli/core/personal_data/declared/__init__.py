"""What ground and core keep about people; every other room says so in its own `personal_data.py`."""

from linli.core.personal_data.declared import matters, nothing, sealed, work  # noqa: F401
