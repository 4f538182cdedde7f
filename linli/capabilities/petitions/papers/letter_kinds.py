"""The documents on petitions, each with its article: what fills it, what the writer adds, who issues it, and when.

The receipt of delivery (送达回证), the sixteenth, is drawn for each of them where its delivery is recorded.
"""

from linli.capabilities.petitions.papers.kinds import between, opinions, telling

__all__ = ["between", "opinions", "telling"]
