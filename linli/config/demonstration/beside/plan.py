"""What happens beside the ordinary lives: a little of each through the year, and of each something that waits now."""

from datetime import timedelta
from functools import partial

from linli.config.demonstration.beside import deciding, helping, meeting, reading, repeating, watching
from linli.config.demonstration.beside.staged import Stage
from linli.config.demonstration.year import Year

# Categories by who has them, by the rules of the demonstration county.
ROADS, TURN, BUS = "A101", "A203", "A301"  # the first department, whose posts lend their accounts
WATER, LEAK, POWER = "B102", "B103", "B201"  # other departments
SMALL, COVER, PARKING = "A201", "A103", "A401"  # the village
VILLAGE_BOOKS = "L101"  # the town
HARD = "M299"  # the centre

NOW = 31.0  # hours ago: late enough to wait today, early enough for a working day to lie between
JUST_NOW = 4.0


def plan_all(year: Year) -> None:
    """Plan it all on the queue of the year."""
    stage = Stage.of(year)
    _through_the_year(stage)
    _supervised(stage)
    _gathered(stage)
    _now(stage)
    year.at(year.end - timedelta(hours=1), partial(reading.read_notices, year))


def _through_the_year(stage: Stage) -> None:
    roads, *others = stage.year.crew.departments
    for number, days in enumerate((340, 310, 275, 240, 200, 165, 130, 95, 60, 35, 18)):
        by = others[number % 4 : number % 4 + 2]
        scene = partial(helping.helped, by=by, dissents=number == 5)
        stage.play((ROADS, TURN, BUS)[number % 3], days * 24, scene, village=number)
    stage.play(ROADS, 150 * 24, partial(helping.helped_late, by=others[:1]), village=3)
    for number, (days, effective) in enumerate(((280, 3), (160, 2), (45, 3))):
        to = (roads, others[number])
        scene = partial(helping.whistled, to=to, effective=effective)
        stage.play(LEAK, days * 24, scene, village=number)
    for number, days in enumerate((330, 260, 220, 180, 140, 110, 80, 50, 25)):
        ask = deciding.paused if number % 4 == 3 else partial(deciding.extended, approved=number % 3 != 1)
        stage.play((ROADS, WATER, POWER)[number % 3], days * 24, ask, village=number + 7)
    for days in (230, 75):
        stage.play(WATER, days * 24, partial(deciding.disputed, decided=True), village=days % 20)
    stage.play(BUS, 70 * 24, partial(deciding.left_out, contested=False), village=9)
    stage.play(TURN, 55 * 24, partial(deciding.left_out, contested=True), village=10)
    stage.play(HARD, 120 * 24, partial(meeting.conferred, units=others[:3]), village=4)
    stage.play(HARD, 40 * 24, partial(meeting.conferred, units=(roads, others[1])), village=8)
    regular = partial(meeting.met_regularly, stage.year, units=[roads, *others[:4]])
    stage.year.later(stage.year.end - timedelta(days=33), 0, 1, regular)


def _supervised(stage: Stage) -> None:
    for number, days in enumerate((335, 290, 235, 190, 125, 65)):
        scene = partial(watching.supervised, sent_back=number == 2)
        stage.play((ROADS, LEAK, POWER)[number % 3], days * 24, scene, village=number + 12)
    for days, code in ((210, WATER), (48, POWER), (27, LEAK)):
        stage.play(code, days * 24, watching.unanswered, village=days % 20)
    stage.play(ROADS, 100 * 24, partial(watching.listed, struck_off=True), village=5)
    stage.play(LEAK, 12 * 24, partial(watching.listed, struck_off=False), village=11)
    give_marks = partial(watching.give_marks, stage.year)
    for days in (190, 34):
        stage.year.later(stage.year.end - timedelta(days=days), 0, 1, give_marks)


def _gathered(stage: Stage) -> None:
    repeating.burst(stage, 88 * 24, reporters=12, village=2, is_gathered=True)
    repeating.burst(stage, JUST_NOW, reporters=8, village=6, is_gathered=False)
    for number, days in enumerate((215, 150, 85, 42, 21, 13)):
        stage.play((SMALL, COVER, LEAK)[number % 3], days * 24, repeating.came_again, village=number + 1)


def _now(stage: Stage) -> None:
    """Leave something of each for visitors, most of it with the posts whose accounts they have."""
    roads, *others = stage.year.crew.departments
    stage.play(ROADS, NOW, deciding.extension_waits)
    stage.play(TURN, NOW, deciding.pause_waits, village=1)
    stage.play(ROADS, NOW, deciding.offer_waits, village=2)
    stage.play(BUS, NOW, deciding.offered_away, village=3)
    stage.play(WATER, NOW, partial(deciding.disputed, decided=False), village=1)
    stage.play(TURN, NOW, deciding.passed_on, village=7)
    stage.play(BUS, NOW + 48, deciding.leaving_out_waits, village=4)
    stage.play(WATER, NOW, partial(helping.help_waits, by=(roads,)), village=2)
    stage.play(ROADS, NOW, partial(helping.help_waits, by=others[:1]), village=4)
    stage.play(TURN, NOW, partial(helping.help_came, by=others[:1]), village=5)
    stage.play(LEAK, NOW, partial(helping.whistle_waits, to=(roads, others[1])))
    stage.play(ROADS, NOW, watching.supervision_waits, village=5)
    stage.play(POWER, NOW, watching.supervision_waits, village=8)
    stage.play(VILLAGE_BOOKS, NOW, deciding.offer_waits)
    stage.play(VILLAGE_BOOKS, NOW, deciding.extension_waits, village=1)
    stage.play(VILLAGE_BOOKS, NOW, watching.supervision_waits, village=2)
    stage.play(HARD, NOW, partial(meeting.conference_planned, units=[roads, *others[:2]]), village=3)
    stage.play(HARD, NOW, meeting.conference_asked, village=9)
    stage.play(HARD, NOW + 24, meeting.conference_asked, village=14)
