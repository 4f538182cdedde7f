from linli.core.registers.actions.rows import (
    AlreadyBegun,
    ChangedMeanwhile,
    StillUsed,
    add,
    change,
    retire,
    withdraw,
)

__all__ = ["AlreadyBegun", "ChangedMeanwhile", "StillUsed", "add", "change", "retire", "withdraw"]
