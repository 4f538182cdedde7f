from linli.core.registers.actions.rows import ChangedMeanwhile, StillUsed, add, change, retire

__all__ = ["ChangedMeanwhile", "StillUsed", "add", "change", "retire"]
