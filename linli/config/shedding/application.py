"""The WSGI application that `linli serve` runs: the house behind its gate."""

from django.conf import settings

from linli.config.shedding.classes import kinds
from linli.config.shedding.gate import Gate
from linli.config.shedding.hall import Hall
from linli.config.shedding.record import Record
from linli.config.wsgi import application as house

gate = Gate(settings.PLACES, settings.WAITING, list(kinds().values()))
application = Hall(house, gate, Record(settings.SHEDDING))
