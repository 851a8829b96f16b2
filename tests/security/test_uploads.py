"""S-45: a request that says it brings too much is refused before anything of it is read."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kooperacja.config import uploads

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("most", "status"), [(1_000, 413), (100_000, 200)])
def test_too_large_files_are_refused(client, monkeypatch, most, status):
    monkeypatch.setattr(uploads, "MOST", most)
    page = client.post("/konto/logowanie/", {"login": "x", "file": SimpleUploadedFile("x.bin", b"x" * 10_000)})

    assert page.status_code == status
