"""Writes docs/operate/capacity.md from the model of `capacity`."""

from bench.capacity import ENDS, HIGH, LIKELY, LOW, Model, Need, need, numbers, shares, swings

HEAD = """\
# Capacity

What a county, a province and the nation need. `python -m bench.capacity` computes this page from `bench/capacity.toml`: what one
thing costs, measured, and how much of it there is, told by a source or assumed. It is a model: nobody has run a province yet.
`low` and `high` take every number at its low or high end at once, so the truth lies between; a pilot county narrows it more than
any thought.

"""
NAMES = {
    "county": "one county",
    "province": "a province of 120 cells",
    "nation": "the nation: 2,900 cells, 583,000 centres",
}
RESOURCES = {
    "cores": "cores",
    "memory_bytes": "memory",
    "disk_bytes": "disk, at the end of the years kept",
    "connections": "connections to PostgreSQL",
}


def page(model: Model) -> str:
    """Return the page in Markdown."""
    parts = [HEAD]
    for place in model["places"]:
        parts.append(table(model, place))
    parts += [breaking(model), dominating(model), numbers_table(model)]
    return "\n".join(parts)


def found(model: Model, place: str, end: int) -> Need:
    return need(numbers(model, end), model["cell"], cells=model["places"][place]["cells"])


def table(model: Model, place: str) -> str:
    rows = [found(model, place, end) for end in (LOW, LIKELY, HIGH)]
    centres = model["places"][place]["centres"]
    lines = [
        f"## {NAMES[place].capitalize() if place == 'county' else NAMES[place][0].upper() + NAMES[place][1:]}",
        "",
        f"{centres:,} centres of county, towns and villages.",
        "",
        "| | " + " | ".join(ENDS) + " |",
        "|---|---|---|---|",
        row("matters a year", [plain(each.matters_a_year) for each in rows]),
        row("matters in the busiest hour", [plain(each.matters_in_busiest_hour) for each in rows]),
        row("cores, web, workers and database together", [plain(each.cores) for each in rows]),
        row("memory", [in_bytes(each.memory_bytes) for each in rows]),
        row("disk a year, files included", [in_bytes(each.disk_bytes_a_year) for each in rows]),
        row("disk at the end of the years kept", [in_bytes(each.disk_bytes) for each in rows]),
        row("connections to PostgreSQL", [plain(each.connections) for each in rows]),
        "",
    ]
    return "\n".join(lines)


def breaking(model: Model) -> str:
    """Say which resource fills one large machine first, for each place."""
    machine = model["machine"]
    lines = [
        "## Where it breaks first",
        "",
        f"Held against one large machine: {machine['cores']} cores, {in_bytes(machine['memory_bytes'])} of memory, "
        f"{in_bytes(machine['disk_bytes'])} of disk, {machine['connections']} connections. "
        "How many such machines each would fill:",
        "",
        "| | first | then | then | last |",
        "|---|---|---|---|---|",
    ]
    for place, name in NAMES.items():
        of = shares(found(model, place, LIKELY), machine)
        lines.append(row(name, [f"{RESOURCES[each]} {ratio(share)}" for each, share in of.items()]))
    return "\n".join([*lines, "", *means(model), ""])


def means(model: Model) -> list[str]:
    """Say in words what follows from the table."""
    of = shares(found(model, "province", LIKELY), model["machine"])
    first = next(iter(of))
    one = found(model, "county", LIKELY)
    ways = {
        "connections": "pgbouncer in transaction mode holds three a cell and no more ([province](province.md#connections)); "
        "it costs nothing else.",
        "memory_bytes": "fewer processes in small cells (`LINLI_PROCESSES=1`), or web machines beside the database.",
        "disk_bytes": "files go to a disk of their own (`files` in the data folder); rows are the smaller part.",
        "cores": "web processes move to machines of their own first; they take most of it.",
    }
    return [
        f"One county needs {plain(one.cores)} cores and fits any machine, by far. What a province meets first is "
        f"**{RESOURCES[first]}**: {ways[first]}",
        "The nation is not one installation: it is its provinces, which share nothing and exchange matters. "
        "What is told for it is their sum.",
    ]


def dominating(model: Model) -> str:
    lines = [
        "## What the answer hangs on",
        "",
        "Each number alone at its low and high end, for a province; times the likely.",
        "",
    ]
    lines += ["| | the three that move it most |", "|---|---|"]
    for resource in ("cores", "memory_bytes", "disk_bytes"):
        most = swings(model, "province", resource)[:3]
        said = "; ".join(f"`{name}` {low:.1f} to {high:.1f}" for name, low, high in most)
        lines.append(f"| {RESOURCES[resource]} | {said} |")
    return "\n".join([*lines, ""])


def numbers_table(model: Model) -> str:
    lines = [
        "## The numbers",
        "",
        "| name | low | likely | high | unit | where from |",
        "|---|---|---|---|---|---|",
    ]
    for name, one in {**model["inputs"], **model["costs"]}.items():
        source = one.get("source") or f"line `{one['line']}` of the [benchmark](performance.md)"
        lines.append(
            f"| `{name}` | "
            + " | ".join(f"{value:,.6g}" for value in one["values"])
            + f" | {one['unit']} | {source} |"
        )
    cell = model["cell"]
    lines += [
        "",
        f"A cell runs {cell['web_processes']} web processes that work on {cell['threads']} requests each, "
        f"and {cell['workers']} worker. "
        "Not in the model: a standby (the same memory and disk again), backups, the network, and the exchange between cells.",
    ]
    return "\n".join([*lines, ""])


def row(name: str, cells: list[str]) -> str:
    return f"| {name} | " + " | ".join(cells) + " |"


def plain(value: float) -> str:
    return f"{float(f'{value:.2g}'):,.10g}"


def ratio(share: float) -> str:
    return f"{share:.2g} ×" if share < 100 else f"{share:,.0f} ×"


def in_bytes(value: float) -> str:
    for unit, size in (("PB", 1e15), ("TB", 1e12), ("GB", 1e9), ("MB", 1e6)):
        if value >= size:
            return f"{plain(value / size)} {unit}"
    return f"{plain(value)} B"
