from linli.core.matters.telling import call
from linli.core.procedures.obligations import name_of_clock

call("clock", name_of_clock)
