"""The worker's part: nothing half-written is kept for ever."""

from .actions import purge

__all__ = ["purge"]
