"""The registers of the ground and the core. The ground does not know us, so its own are declared here."""

from linli.core.registers.declared import calendars, people, places, work

__all__ = ["calendars", "people", "places", "work"]
