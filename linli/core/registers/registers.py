"""The registers of the ground and the core. The ground does not know us, so its own are declared here."""

from linli.core.registers.declaration import register
from linli.core.registers.declared import calendars, people, places, work

register(*people.REGISTERS, *places.REGISTERS, *work.REGISTERS, *calendars.REGISTERS)
