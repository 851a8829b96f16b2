"""What is done with the register. Only the command line does it, so whoever runs the installation may."""

from .importing import Imported, ImportRefused, import_terc

__all__ = ["ImportRefused", "Imported", "import_terc"]
