"""A server that speaks S3 on loopback, in a process of its own, and the environment that leads a program to it.

`python s3_server.py` runs it: it says its port on standard output. One request is answered after the other, so that
looking whether an object is there and putting it is one step, as S3 promises.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

BUCKET = "briefs"
_KEY = "test-key"
_SECRET = "test-s3cret"


@dataclass(frozen=True)
class S3Server:
    """A server that runs."""

    port: int

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.port}"

    def environment(self, address: str = "", **more: str) -> dict[str, str]:
        """What a program needs to be told, in the words that every program of AWS knows."""
        return {
            "AWS_ENDPOINT_URL": address or self.address,
            "AWS_ACCESS_KEY_ID": _KEY,
            "AWS_SECRET_ACCESS_KEY": _SECRET,
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
            **more,
        }

    @cached_property
    def _client(self) -> Any:
        return self.client()

    def client(self, service: str = "s3") -> Any:
        """Another program's way to the server."""
        import boto3
        from botocore.config import Config

        patience = Config(connect_timeout=5, read_timeout=20, retries={"total_max_attempts": 1})
        keys = {"aws_access_key_id": _KEY, "aws_secret_access_key": _SECRET, "region_name": "us-east-1"}
        return boto3.client(service, endpoint_url=self.address, config=patience, **keys)

    def put(self, key: str, content: bytes) -> str:
        """Puts an object into the bucket; its address."""
        self._client.put_object(Bucket=BUCKET, Key=key, Body=content)
        return f"s3://{BUCKET}/{key}"

    def get(self, key: str) -> bytes | None:
        """What the object holds; None where there is none."""
        if key not in self.names():
            return None
        return bytes(self._client.get_object(Bucket=BUCKET, Key=key)["Body"].read())

    def names(self) -> list[str]:
        """The names of all objects in the bucket."""
        found = self._client.list_objects_v2(Bucket=BUCKET)
        return [each["Key"] for each in found.get("Contents", ())]

    def kind(self, key: str) -> str:
        """What the object says it is."""
        return str(self._client.head_object(Bucket=BUCKET, Key=key)["ContentType"])


@contextmanager
def s3_server(**environment: str) -> Iterator[S3Server]:
    """A server with an empty bucket, ended afterwards."""
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__))],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        assert process.stdout is not None
        server = S3Server(int(process.stdout.readline()))
        server.client().create_bucket(Bucket=BUCKET)
        yield server
    finally:
        process.kill()
        process.communicate()


def _serve() -> None:
    from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
    from werkzeug.serving import make_server

    application, one = DomainDispatcherApplication(create_backend_app), threading.Lock()

    def answer(environ: Any, start: Any) -> list[bytes]:
        with one:
            return list(application(environ, start))

    server = make_server("127.0.0.1", 0, answer, threaded=True, request_handler=MotoRequestHandler)
    print(server.port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    _serve()
