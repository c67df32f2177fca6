"""What the shop confirmed and the ERP was not told yet, a line of JSON each. A program that dies in between reads it at its next start."""

import json
import os


class Journal:
    def __init__(self, path):
        self._path = path

    def add(self, element):
        """On the disk when this returns."""
        with open(self._path, "a", encoding="utf-8") as file:
            file.write(json.dumps(element) + "\n")
            file.flush()
            os.fsync(file.fileno())

    def read(self):
        """A line that was cut off in the middle of a write was never returned from `add`: it is left out."""
        if not os.path.exists(self._path):
            return []
        with open(self._path, encoding="utf-8") as file:
            return [json.loads(line) for line in file if line.endswith("\n")]

    def clear(self):
        if os.path.exists(self._path):
            os.remove(self._path)
