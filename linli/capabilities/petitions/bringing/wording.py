"""A petition says what is asked, the facts, and the reasons (信访工作条例 2022, art. 19); kept as one text with headings."""

PARTS = ("请求", "事实", "理由")  # what the file says, whatever language the page was read in


def narrative(request: str, facts: str, reasons: str) -> str:
    """Return the three parts as one text; empty ones are left out."""
    said = zip(PARTS, (request, facts, reasons), strict=True)
    return "\n\n".join(f"{name}：{words.strip()}" for name, words in said if words.strip())
