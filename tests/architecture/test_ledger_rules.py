"""What keeps the record true: one way in, one way to change a state, one clock told from above."""

import ast

from tests.architecture.source import PACKAGE, at, calls, dotted, none, python, room, tree, words_of

WRITING = {
    "create",
    "bulk_create",
    "get_or_create",
    "update_or_create",
    "update",
    "bulk_update",
    "save",
    "delete",
    "acreate",
    "aupdate",
    "adelete",
}
LEDGER = PACKAGE / "core" / "matters" / "ledger"
PROCEDURES = PACKAGE / "core" / "procedures"

NOW = {
    "timezone.now", "datetime.now", "datetime.utcnow", "datetime.today", "date.today",
    "datetime.datetime.now", "datetime.date.today", "time.time",
}  # fmt: skip
NOW_WITHOUT_ARGUMENTS = {"timezone.localdate", "timezone.localtime", "localdate", "localtime"}

MAY_ASK_THE_TIME_ROOMS = {"config", "doors"}
MAY_ASK_THE_TIME_MODULES = {
    "views",
    "api",
    "commands",
    "tasks",
    "middleware",
    "apps",
    "login",
    "doorway",
    "opened",
}


def test_only_the_ledger_makes_or_touches_an_entry():
    found = []
    for path in python(tests=False):
        if path.is_relative_to(LEDGER):
            continue
        for call in calls(path):
            names = dotted(call.func).split(".")
            if names[0] in {"Entry", "SealedEntry", "Checkpoint"} and (
                len(names) == 1 or names[-1] in WRITING
            ):
                found.append(at(path, call))
    none(found, "Only `ledger.record` makes an entry and nothing changes one: call it instead.")


def test_only_procedures_set_the_state_of_a_matter():
    found = []
    for path in python(tests=False):
        if path.is_relative_to(PROCEDURES):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                found += [at(path, node) for target in targets if sets_state(target)]
            if isinstance(node, ast.Call) and dotted(node.func).endswith(".update"):
                found += [at(path, node) for word in node.keywords if word.arg == "state"]
    none(found, "A state changes by a step: call `procedures.take_step`.")


def sets_state(target: ast.expr) -> bool:
    return isinstance(target, ast.Attribute) and target.attr == "state" and dotted(target) != "self.state"


def test_nothing_below_the_doors_asks_what_time_it_is():
    found = []
    for path in python(tests=False):
        if room(path) in MAY_ASK_THE_TIME_ROOMS or words_of(path) & MAY_ASK_THE_TIME_MODULES:
            continue
        found += [
            at(path, node)
            for node in ast.walk(tree(path))
            if (isinstance(node, ast.Attribute) and dotted(node) in NOW)
            or (isinstance(node, ast.Call) and dotted(node.func) in NOW_WITHOUT_ARGUMENTS and not node.args)
        ]
    none(
        found,
        "Take `now` as an argument, keyword-only: doors, commands and tasks know the time, nobody below them.",
    )
