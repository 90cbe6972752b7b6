"""Lists that a job writes into files: asked for, written, taken, discarded, and cleared away after a while."""

from province.exports.actions.asking import ask, discard, take
from province.exports.actions.clearing import clear_old, sweep_files
from province.exports.actions.writing import write_waiting

__all__ = ["ask", "clear_old", "discard", "sweep_files", "take", "write_waiting"]
