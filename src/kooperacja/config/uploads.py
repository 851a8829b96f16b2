"""How much one request may bring along. Forms have narrower limits of their own."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

MOST = 20_000_000
"""Bytes of one request with files. Django limits only what isn't a file; files it would write to disk without end."""


class Limited(FileUploadHandler):
    """The first handler of uploads: refuses by the length that the browser says, before anything is read."""

    def handle_raw_input(
        self,
        input_data: Any,  # noqa: ARG002 - Django's signature
        META: Any,  # noqa: ARG002, N803 - Django's signature
        content_length: int,
        boundary: Any,  # noqa: ARG002 - Django's signature
        encoding: Any = None,  # noqa: ARG002 - Django's signature
    ) -> None:
        if content_length > MOST:
            raise RequestDataTooBig("the files of this request are too large")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002 - Django's signature
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's signature
        return None
