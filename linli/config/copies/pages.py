"""Which pages read from the copy: figures and exports. Each only reads, and none shows what somebody has just done."""

FIGURES = {
    "portal:figures",
    "desk:figures",
    "desk:figures-wall",
    "desk:figures-table",
    "desk:joint-figures",
    "petitions:figures",
    "petitions:figures-list",
    "petitions:reception-figures",
}
EXPORTS = ("-export", "-csv")
ACTS = ("sealed",)  # whoever takes out a list of sealed matters is recorded, and sees the newest


def reads_from_copy(name: str) -> bool:
    """Tell whether the page with this URL name (`namespace:name`) reads from the copy."""
    return name in FIGURES or (name.endswith(EXPORTS) and not any(word in name for word in ACTS))
