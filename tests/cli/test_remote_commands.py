"""Data and briefs at addresses, through whole processes and a server that speaks S3 on loopback."""

from __future__ import annotations

import io
import json
import re
import shlex
import signal
import socket
import subprocess
import sys
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from run_gireport import command, environment, gireport, names
from s3_server import BUCKET, S3Server, s3_server
from upload_proxy import at_once, until_closed, upload_proxy

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = "ปีงบประมาณ,ระดับ,จำนวน\n2564,1,1001\n2565,1,1234\n2565,2,7\n2564,2,-\n".encode()
SMALL = ("build", "--years", "2565", "--level", "5")
SECRET = "s3cretword"


@pytest.fixture(scope="module")
def server() -> Iterator[S3Server]:
    with s3_server() as running:
        yield running


def test_a_brief_is_written_with_the_bytes_of_one_made_here(tmp_path: Path, server: S3Server) -> None:
    assert gireport(tmp_path, *SMALL, "-o", "here.pdf").code == 0
    url = f"s3://{BUCKET}/made/{{template}}-{{level}}-ก ข.pdf"
    done = gireport(tmp_path, *SMALL, "-o", url, "-v", extra=server.environment())
    assert (done.code, done.said) == (0, f"s3://{BUCKET}/made/annual-5-ก ข.pdf\n"), done.err
    assert f"wrote s3://{BUCKET}/made/annual-5" in done.err
    assert server.get("made/annual-5-ก ข.pdf") == (tmp_path / "here.pdf").read_bytes()
    assert server.kind("made/annual-5-ก ข.pdf") == "application/pdf"
    assert names(tmp_path) == ["here.pdf"]


def test_a_folder_gets_a_name_and_verify_and_json_work(tmp_path: Path, server: S3Server) -> None:
    words = (*SMALL, "-o", f"s3://{BUCKET}/folder/", "--verify", "--without", "veraPDF", "--format", "json")
    for is_dry in (True, False):
        done = gireport(tmp_path, *words, *["--dry-run"] * is_dry, extra=server.environment())
        assert (done.code, done.err.count("dry run")) == (0, int(is_dry)), done.err
        found = json.loads(done.said)
        assert found["output"] == f"s3://{BUCKET}/folder/annual-2565-level-5.pdf"
        assert found["written"] is (not is_dry)
        assert ("folder/annual-2565-level-5.pdf" in server.names()) is (not is_dry)
    content = server.get("folder/annual-2565-level-5.pdf")
    assert content is not None
    assert len(content) == found["bytes"]


def test_what_is_there_is_replaced_with_force_only(tmp_path: Path, server: S3Server) -> None:
    url = f"s3://{BUCKET}/there.pdf"
    assert gireport(tmp_path, *SMALL, "-o", url, extra=server.environment()).code == 0
    first = server.get("there.pdf")
    for words in ((), ("--dry-run",)):  # even a brief of our own
        refused = gireport(tmp_path, "build", "-o", url, *words, extra=server.environment())
        assert (refused.code, refused.out) == (6, b"")
        assert f"{url}: there is a file at this address already" in refused.err
        assert "--force" in refused.err
    assert server.get("there.pdf") == first
    assert gireport(tmp_path, "build", "-o", url, "--force", extra=server.environment()).code == 0
    assert server.get("there.pdf") not in (first, None)
    # A name that another begins with is free.
    assert gireport(tmp_path, *SMALL, "-o", f"s3://{BUCKET}/there", extra=server.environment()).code == 0


def test_of_several_that_write_to_one_address_one_does(tmp_path: Path, server: S3Server) -> None:
    # None is let through until all have looked and found nothing there.
    together = threading.Barrier(3, timeout=30)
    with upload_proxy(server.port, first=together.wait) as proxy:
        running = [
            subprocess.Popen(
                command("build", "--level", str(level), "-o", f"s3://{BUCKET}/raced.pdf", "--format", "json"),
                cwd=tmp_path,
                env=environment(server.environment(proxy.address)),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for level in (1, 2, 3)
        ]
        ended = [(process.communicate(timeout=60), process.returncode) for process in running]
    assert sorted(code for _, code in ended) == [0, 6, 6], ended
    [(out, _)] = [said for said, code in ended if code == 0]
    content = server.get("raced.pdf")
    assert content is not None
    assert len(content) == json.loads(out)["bytes"]
    assert all(b"already" in err for (_, err), code in ended if code == 6)


@pytest.mark.parametrize("force", [(), ("--force",)], ids=["new", "replacing"])
@pytest.mark.parametrize("how", ["killed", "cut"])
def test_half_an_upload_leaves_what_was_there(
    tmp_path: Path, server: S3Server, force: tuple[str, ...], how: str
) -> None:
    key = f"half-{how}-{len(force)}.pdf"
    url, before = f"s3://{BUCKET}/{key}", b"as it was" if force else None
    if before:
        server.put(key, before)
    words, begun = ("build", "-o", url, *force), threading.Event()
    if how == "cut":
        with upload_proxy(server.port, first=begun.set, then=at_once) as proxy:
            done = gireport(tmp_path, *words, extra=server.environment(proxy.address))
        assert (done.code, done.out) == (6, b""), done.err
        assert "broke off while the file was sent" in done.err
    else:
        held = threading.Event()

        def hold(connection: socket.socket) -> None:
            held.set()
            until_closed(connection)

        with upload_proxy(server.port, first=begun.set, then=hold) as proxy:
            process = subprocess.Popen(
                command(*words), cwd=tmp_path, env=environment(server.environment(proxy.address))
            )
            assert held.wait(30)
            process.kill()
            assert process.wait() == -signal.SIGKILL
            time.sleep(0.5)  # until the server has seen it
    assert begun.is_set()
    assert server.get(key) == before
    assert names(tmp_path) == []
    # Nothing of it stands in the way of the next.
    assert gireport(tmp_path, *words, extra=server.environment()).code == 0


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_data_is_read_as_a_file_of_that_name_here_is(tmp_path: Path, server: S3Server, kind: str) -> None:
    local = tmp_path / f"certificates.{kind}"
    local.write_bytes(TABLE)
    if kind != "csv":
        frame = pd.read_csv(io.BytesIO(TABLE), dtype=str)
        frame.to_excel(local, index=False) if kind == "xlsx" else frame.to_parquet(local)
    url, extra = server.put(f"ข้อมูล/certificates.{kind}", local.read_bytes()), server.environment()
    for data in (url, str(local)):
        made = gireport(tmp_path, "build", "-d", data, "-o", f"{data == url}.pdf", "--as-of", "2565-09-30", extra=extra)
        assert made.code == 0, made.err
    assert (tmp_path / "True.pdf").read_bytes() == (tmp_path / "False.pdf").read_bytes()


def test_every_command_that_takes_data_takes_it_from_an_address(tmp_path: Path, server: S3Server) -> None:
    local, extra = tmp_path / "data.csv", server.environment()
    local.write_bytes(TABLE)
    url = server.put("data.csv", TABLE)
    shown = [gireport(tmp_path, "dataset", "show", data, extra=extra).said for data in (url, str(local))]
    assert shown[0] == shown[1] != ""
    compared = gireport(tmp_path, "compare", str(local), url, extra=extra)
    assert (compared.code, f"→ {url}" in compared.said) == (0, True)
    revised = gireport(
        tmp_path, "build", "-d", url, "--compare-with", url, "-o", "r.pdf", "--as-of", "2565", extra=extra
    )
    assert revised.code == 0, revised.err
    batch = ("batch", "--by", "level", "-d", url, "-o", "{level}.pdf", "--as-of", "2565")
    assert gireport(tmp_path, *batch, extra=extra).code == 0


def test_what_is_wrong_with_data_is_told_as_of_a_file_here(tmp_path: Path, server: S3Server) -> None:
    bad = server.put("bad.csv", TABLE.replace(b"1234", b"12x4"))
    done = gireport(tmp_path, "check", bad, extra=server.environment())
    assert (done.code, "bad.csv, row 3" in done.said) == (3, True), done.said
    for content, said in ((b"", "the file is empty"), (b"%PDF-1.7\n", "the content is PDF")):
        done = gireport(tmp_path, "check", server.put("bad.csv", content), extra=server.environment())
        assert (done.code, said in done.said) == (3, True), done.said
    large = server.put("large.csv", TABLE)
    for limit, code in ((len(TABLE), 0), (len(TABLE) - 1, 3)):
        extra = {**server.environment(), "GIREPORT_MAX_BYTES": str(limit)}
        done = gireport(tmp_path, "check", large, extra=extra)
        assert done.code == code, done.said
    assert "set GIREPORT_MAX_BYTES higher" in done.said


@pytest.mark.parametrize(
    ("words", "code", "english", "thai"),
    [
        (("build", "-d", f"s3://{BUCKET}/none.csv"), 3, "there is nothing at this address", "ไม่พบสิ่งใด"),
        (("build", "-d", "s3://no-such/none.csv"), 3, "there is no bucket of this name", "ไม่มีที่เก็บ"),
        (("build", "-o", "s3://no-such/a.pdf"), 6, "there is no bucket of this name", "ไม่มีที่เก็บ"),
        (("build", "-o", "s3://no-such/a.pdf", "--force"), 6, "there is no bucket of this name", "ไม่มีที่เก็บ"),
        (("build", "-d", f"s3://{BUCKET}/data/"), 3, "a dataset with a declaration", "ชุดข้อมูลที่มีไฟล์กำหนด"),
        (("build", "-d", f"s3://{BUCKET}/dataset.toml"), 3, "a dataset with a declaration", "ชุดข้อมูลที่มีไฟล์กำหนด"),
        (("build", "-o", "nosuch://a/b.pdf"), 2, "begin with nosuch:// are not known", "ไม่รู้จักที่อยู่"),
        (("build", "-d", f"s3://{BUCKET}/a.csv", "--query", "SELECT 1"), 3, "nothing at this address", "ไม่พบสิ่งใด"),
        (("build", "-o", f"s3://{BUCKET}/a.pdf", "--watch"), 2, "--watch looks at files here", "--watch เฝ้าดู"),
        (("build", "-d", f"s3://{BUCKET}/a.csv", "--watch"), 2, "--watch looks at files here", "--watch เฝ้าดู"),
        (("build", "-o", f"s3://{BUCKET}/a.pdf", "--open"), 2, "--open shows a file that is here", "--open แสดง"),
    ],
)
def test_refusals(tmp_path: Path, server: S3Server, words: tuple[str, ...], code: int, english: str, thai: str) -> None:
    before = server.names()
    for language, said in (("en", english), ("th", thai)):
        done = gireport(tmp_path, "--messages", language, *words, extra=server.environment())
        assert (done.code, done.out) == (code, b""), done.err
        assert said in done.err
        assert "\n  → " in done.err
    assert (names(tmp_path), server.names()) == ([], before)


def test_options_that_mean_nothing_for_the_data_are_refused(tmp_path: Path, server: S3Server) -> None:
    data = server.put("plain.csv", TABLE)
    done = gireport(tmp_path, "check", data, "--query", "SELECT 1", extra=server.environment())
    assert (done.code, "--query means nothing" in done.err) == (2, True)


def test_wrong_credentials_are_told(tmp_path: Path) -> None:
    # After so many requests the server asks who is there: one makes the bucket, three the user.
    with s3_server(INITIAL_NO_AUTH_ACTION_COUNT="4") as strict:
        iam = strict.client("iam")
        iam.create_user(UserName="u")
        policy = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}
        iam.put_user_policy(UserName="u", PolicyName="p", PolicyDocument=json.dumps(policy))
        key = iam.create_access_key(UserName="u")["AccessKey"]
        right = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
        url = f"s3://{BUCKET}/mine.pdf"
        assert gireport(tmp_path, *SMALL, "-o", url, extra=strict.environment(**right)).code == 0
        for wrong in ({"AWS_ACCESS_KEY_ID": "unknown"}, {**right, "AWS_SECRET_ACCESS_KEY": SECRET}):
            for words, code in ((("check", url), 3), ((*SMALL, "-o", url, "--force"), 6)):
                done = gireport(tmp_path, *words, extra=strict.environment(**wrong))
                assert done.code == code, done.err
                assert "access is refused" in done.said + done.err
                assert "AWS_ACCESS_KEY_ID" in done.said + done.err
                assert SECRET not in done.said + done.err
    without = {name: value for name, value in strict.environment().items() if "KEY" not in name}
    done = gireport(tmp_path, "check", url, extra={**without, "HOME": str(tmp_path)})
    assert (done.code, "access is refused" in done.said) == (3, True)


@pytest.mark.parametrize("words", [("check", f"s3://{BUCKET}/a.csv"), ("build", "-o", f"s3://{BUCKET}/a.pdf")])
def test_a_service_that_is_not_there_or_says_nothing(tmp_path: Path, words: tuple[str, ...]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        nobody = S3Server(port=1)
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        quick = {"FSSPEC_S3": json.dumps({"config_kwargs": {"read_timeout": 1}})}
        for extra, said in (
            (nobody.environment(), "the service cannot be reached"),
            (nobody.environment(address, **quick), "the service does not answer"),
        ):
            start = time.monotonic()
            done = gireport(tmp_path, *words, extra=extra)
            assert (done.code, done.out) == (10, b""), done.err
            assert said in done.err
            assert "AWS_ENDPOINT_URL" in done.err
            assert time.monotonic() - start < 20
    assert names(tmp_path) == []


@pytest.mark.parametrize("variable", ["AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "FSSPEC_S3_ENDPOINT_URL"])
def test_where_the_service_is_can_be_said_in_several_ways(tmp_path: Path, server: S3Server, variable: str) -> None:
    extra = server.environment()
    address = extra.pop("AWS_ENDPOINT_URL")
    keys = {"FSSPEC_S3_KEY": extra.pop("AWS_ACCESS_KEY_ID"), "FSSPEC_S3_SECRET": extra.pop("AWS_SECRET_ACCESS_KEY")}
    url = server.put("several.csv", TABLE)
    assert gireport(tmp_path, "check", url, extra={**extra, **keys, variable: address}).code == 0


@pytest.fixture
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a table on a web server that takes no notice of how much it is asked for."""
    folder = tmp_path_factory.mktemp("web")
    (folder / "web.csv").write_bytes(TABLE)
    handler = partial(SimpleHTTPRequestHandler, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}/web.csv?token={SECRET}"
        running.shutdown()


def test_other_protocols_are_read_and_no_secret_of_an_address_is_said(tmp_path: Path, web: str) -> None:
    said = [gireport(tmp_path, "check", web, extra={"GIREPORT_MAX_BYTES": size}) for size in ("1000", "20")]
    assert [each.code for each in said] == [0, 3]
    said += [gireport(tmp_path, "check", web.replace("web.csv", "none.csv"))]
    said += [gireport(tmp_path, "build", "-d", web, "-o", "t.pdf", "-v")]
    assert [each.code for each in said[2:]] == [3, 0]
    said += [gireport(tmp_path, "build", "-o", web)]
    assert (said[-1].code, "whole or not at all" in said[-1].err) == (6, True)
    for address in (f"ftp://user:{SECRET}@127.0.0.1:1/a.csv", f"s3://key:{SECRET}@bucket/a?b={SECRET}"):
        said += [gireport(tmp_path, "check", address, extra=S3Server(port=1).environment())]
        said += [gireport(tmp_path, "build", "-o", address, extra=S3Server(port=1).environment())]
        (tmp_path / "gireport.toml").write_text(f"version = 1\ndata = '{address}'\noutput = '{address}'\n", "utf-8")
        said += [gireport(tmp_path, "doctor"), gireport(tmp_path, "build", "-v", extra=S3Server(port=1).environment())]
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "t.pdf").write_bytes(b"another")
    said += [gireport(tmp_path / "here", "build", "-d", web, "-o", "t.pdf")]
    assert said[-1].code == 6
    for each in said:
        assert each.said + each.err
        assert SECRET not in each.said + each.err


@pytest.mark.parametrize("library", ["fsspec", "s3fs"])
def test_without_the_extra_what_to_install_is_told(tmp_path: Path, library: str) -> None:
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    (stubs / f"{library}.py").write_text("raise ImportError\n", encoding="utf-8")
    extra = {"PYTHONPATH": f"{stubs}:{environment()['PYTHONPATH']}"}
    for words in (("check", "s3://a/b.csv"), ("build", "-o", "s3://a/b.pdf"), ("build", "-d", "s3://a/b.csv")):
        done = gireport(tmp_path, *words, extra=extra)
        assert (done.code, done.out) == (10, b"")
        assert 'pip install "gireport[remote]"' in done.err
    assert gireport(tmp_path, *SMALL, "-o", "here.pdf", extra=extra).code == 0


def test_a_brief_made_here_imports_nothing_of_it(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(TABLE)
    code = (
        "import runpy, sys\n"
        "try: runpy.run_module('gireport', run_name='__main__')\n"
        "finally: print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "-d", "t.csv", "-o", "t.pdf"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
    )
    modules = {*done.stderr.split()}
    assert (done.returncode, "gireport.remote" in modules) == (0, True)
    assert not {"fsspec", "s3fs", "botocore", "aiobotocore", "aiohttp", "asyncio"} & modules


def test_the_commands_of_the_document_run(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "remote.md").read_text(encoding="utf-8")
    [block] = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    commands = [shlex.split(line, comments=True) for line in block.splitlines()]
    workbook = io.BytesIO()
    pd.read_csv(io.BytesIO(TABLE), dtype=str).to_excel(workbook, index=False)
    with s3_server() as own:
        own.client().create_bucket(Bucket="my-bucket")
        own.client().put_object(Bucket="my-bucket", Key="data/certificates.xlsx", Body=workbook.getvalue())
        runnable = [words[1:] for words in commands if words[0] == "gireport"]
        assert len(runnable) == 3
        for words in runnable:
            done = gireport(tmp_path, *words, extra=own.environment())
            assert done.code == 0, (words, done.err, done.said)
        found = own.client().list_objects_v2(Bucket="my-bucket")["Contents"]
    assert [each["Key"] for each in found] == [
        "briefs/annual-2.pdf", "briefs/annual-2554-2565.pdf", "data/certificates.xlsx",
    ]  # fmt: skip
