"""The tool that takes the pictures of the handbook, run as `make handbook` runs it."""

import os
import subprocess
import sys

from tools import pictures
from tools.environment import ROOT


def test_a_picture_is_taken_as_it_lies_in_the_handbook(tmp_path):
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}

    done = subprocess.run(
        [sys.executable, "-m", "tools.camera", "szukaj", "--into", tmp_path],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == [pictures.MANIFEST, "szukaj.webp"]
    assert pictures.read_manifest(tmp_path) == {"szukaj": pictures.read_manifest()["szukaj"]}
