"""What a brief says of what it was made of: true, readable from the file, and nothing that is nobody's business."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_brief import brief_of, text

from gireport import Dataset, Template, __version__, compose, render
from gireport.brief import model
from gireport.brief.provenance import Origin, Provenance, Setting, properties, provenance_of, read_provenance
from gireport.brief.speech import Speech
from gireport.dataset.compare import compare
from gireport.layout.themes import load_theme, theme_digest
from gireport.pdf.metadata import OWN_NAMESPACE, packet
from gireport.rendering import provenance_in

if TYPE_CHECKING:
    from pathlib import Path

# What XML can hold; other characters become spaces.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\ufffe", "\uffff"]))
NAMES = WORDS.filter(bool) | st.sampled_from(["<a>&]]>", "a\r\nb\tc", " ", '"', "<?xpacket end=", "{title}"])
DIGESTS = st.binary(min_size=32, max_size=32).map(bytes.hex)
ORIGINS = st.builds(Origin, st.just("") | NAMES, DIGESTS)
SETTINGS = st.builds(Setting, st.from_regex("[a-z][a-z0-9_]{0,39}", fullmatch=True), WORDS | NAMES)
YEARS = st.lists(st.integers(2540, 2600), min_size=1, max_size=5).map(tuple)
PROVENANCES = st.builds(
    Provenance,
    program=NAMES,
    dataset=ORIGINS,
    as_of=st.sampled_from(["", "2565-09-30", "FY2565"]),
    template=ORIGINS,
    years=YEARS,
    levels=st.lists(st.integers(1, 99), min_size=1, max_size=5).map(tuple),
    provinces=st.lists(st.sampled_from(["TH-10", "TH-21"]), max_size=2).map(tuple),
    region_scheme=st.sampled_from(["six", "four"]),
    language=st.sampled_from(["th", "en"]),
    calendar=st.sampled_from(["be", "ce"]),
    digits=st.sampled_from(["arabic", "thai"]),
    parameters=st.lists(SETTINGS, max_size=3).map(tuple),
    pictures=st.lists(DIGESTS, max_size=2).map(tuple),
    compared=st.none() | ORIGINS,
    theme=st.none() | ORIGINS,
    paper=st.sampled_from(["", "a3-landscape"]),
    attached=st.booleans(),
)


def packet_of(provenance: Provenance) -> bytes:
    return packet(
        title="", subject="", language="th-TH", producer="p", moment="m", part=2, properties=properties(provenance)
    )


@given(PROVENANCES)
def test_what_is_written_is_read(provenance: Provenance) -> None:
    assert read_provenance(b"%PDF-1.7 " + packet_of(provenance) + b" %%EOF") == provenance


@given(PROVENANCES, PROVENANCES)
def test_the_last_packet_counts(first: Provenance, last: Provenance) -> None:
    assert read_provenance(packet_of(first) + b"\nendstream " + packet_of(last)) == last


@given(PROVENANCES, st.integers(0, 100), st.sampled_from([b"", b"<", b"\xff", b"x", b"0", b"</rdf:li>"]))
def test_a_spoilt_packet_is_none_or_whole(provenance: Provenance, at: int, instead: bytes) -> None:
    content = packet_of(provenance)
    start = content.index(OWN_NAMESPACE.encode())
    spot = start + (content.rindex(OWN_NAMESPACE.encode()) - start) * at // 100
    found = read_provenance(content[:spot] + instead + content[spot + 1 :])
    assert found is None or isinstance(found, Provenance)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<gireport:version>1<", b"<gireport:version>2<"),
        (b"<gireport:years><rdf:Seq><rdf:li>2565<", b"<gireport:years><rdf:Seq><rdf:li>two<"),
        (b"<gireport:datasetSha256>a", b"<gireport:datasetSha256>Z"),
        (b"<gireport:datasetSha256>", b"<gireport:other>x</gireport:other><gireport:datasetSha256>\n"),
        (b"<gireport:years><rdf:Seq>", b"<gireport:years><rdf:Bag>"),
        (b"<rdf:li>name=value<", b"<rdf:li>name<"),
        (b"?>\n<x:xmpmeta", b'?>\n<!DOCTYPE x [<!ENTITY e "e">]>\n<x:xmpmeta'),
    ],
)
def test_what_is_not_whole_is_none(old: bytes, new: bytes) -> None:
    sha = "a" * 64
    provenance = Provenance(
        "1", Origin("d", sha), "", Origin("t", sha), (2565,), (1,), (), "six", "th", "be", "arabic",
        parameters=(Setting("name", "value"),),
    )  # fmt: skip
    content = packet_of(provenance)
    assert read_provenance(content) == provenance
    assert content.count(old) == 1
    assert read_provenance(content.replace(old, new)) is None


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"<?xpacket begin=?><?xpacket end=", b"\xff" * 100])
def test_another_file_has_none(content: bytes) -> None:
    assert read_provenance(content) is None


def test_a_brief_made_by_hand_has_none() -> None:
    content = render(brief_of(model.Heading(1, text("เรื่อง"))))
    assert read_provenance(content) is None
    assert OWN_NAMESPACE.encode() not in content


def test_every_name_in_the_file_is_described() -> None:
    sha = "a" * 64
    full = Provenance(
        "1", Origin("d", sha), "2565", Origin("t", sha), (2565,), (1,), ("TH-21",), "six", "th", "be", "arabic",
        (Setting("n", "v"),), (sha,), Origin("c", sha), Origin("th", sha), "a4", True,
    )  # fmt: skip
    assert all(getattr(full, field.name) for field in fields(full))
    found = properties(full)
    assert {each.name for each in found} >= {"version", "dataset", "datasetSha256", "comparedDataset", "theme", "paper"}
    content = packet_of(full).decode()
    for each in found:
        assert content.count(f"<gireport:{each.name}>") == 1
        assert content.count(f"<pdfaProperty:name>{each.name}</pdfaProperty:name>") == 1
        assert each.description
        assert each.description.isascii()


def test_a_file_says_what_it_was_made_of(tmp_path: Path) -> None:
    data = Dataset.bundled()
    selection = data.select(years=range(2560, 2563), levels=[3, 4])
    template = Template.load("annual")
    brief = compose(selection, template, lang="en", calendar="be")
    content = render(brief, theme="mono", paper="a3")
    said = read_provenance(content)
    assert said == provenance_in(brief, load_theme("mono"), "a3")
    assert said == Provenance(
        program=__version__,
        dataset=Origin("green-industry", data.digest),
        as_of="2565-09",
        template=Origin("annual", template.in_language("en").digest),
        years=(2560, 2561, 2562),
        levels=(3, 4),
        provinces=(),
        region_scheme="six",
        language="en",
        calendar="be",
        digits="arabic",
        theme=Origin("mono", theme_digest(load_theme("mono"))),
        paper="a3",
    )
    assert str(tmp_path).encode() not in content


def test_with_it_the_brief_can_be_made_again() -> None:
    data, template = Dataset.bundled(), Template.load("annual")
    content = render(compose(data.select(years=[2562, 2563], levels=[2]), template, digits="thai"), theme="large")
    said = read_provenance(content)
    assert said is not None
    again = compose(
        data.select(years=said.years, levels=said.levels, provinces=said.provinces or None),
        template, lang=said.language, digits=said.digits, calendar=said.calendar,
        parameters={setting.name: setting.value for setting in said.parameters},
    )  # fmt: skip
    assert said.theme is not None
    assert render(again, theme=said.theme.name) == content


TEMPLATE = """+++
version = 1
name = "own"
purpose = "ลอง"
[parameters.signer]
type = "text"
default = "ก=ข & <ค>"
[parameters.year]
type = "year"
default = "2565"
[parameters.place]
type = "province"
default = "ระยอง"
[parameters.day]
type = "date"
default = "30 กันยายน 2565"
[parameters.rate]
type = "number"
default = "1.50"
[parameters.draft]
type = "flag"
default = "yes"
+++
# เรื่อง
"""


def test_parameters_are_told_as_they_were_settled(tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    path.write_text(TEMPLATE, encoding="utf-8")
    template = Template.load(path)
    selection = Dataset.bundled().select(years=[2565])
    values = {each.name: each.default for each in template.parameters if each.default is not None}
    speech = Speech("th", "be")
    said = {
        each.name: each.value for each in provenance_of(selection, template, speech, "thai", values, None).parameters
    }
    assert said == {
        "signer": "ก=ข & <ค>", "year": "2565", "place": "TH-21", "day": "2565-09-30", "rate": "1.50", "draft": "true",
    }  # fmt: skip
    for parameter in template.parameters:
        assert parameter.read(said[parameter.name]) == parameter.default


def test_every_part_and_language_of_a_template_counts(tmp_path: Path) -> None:
    path = tmp_path / "own.md"
    digests = set()
    for body in ("ก", "ข"):
        path.write_text(TEMPLATE + body, encoding="utf-8")
        digests.add(Template.load(path).digest)
    path.write_text(TEMPLATE + '{% include "part.md" %}', encoding="utf-8")
    for part in ("ค", "ง"):
        (tmp_path / "part.md").write_text(part, encoding="utf-8")
        digests.add(Template.load(path).digest)
    assert len(digests) == 4
    annual = Template.load("annual")
    assert annual.digest != annual.in_language("en").digest
    path.write_bytes((TEMPLATE + "ก").replace("\n", "\r\n").encode("utf-8-sig"))
    assert Template.load(path).digest in digests


def test_the_older_data_is_named(tmp_path: Path) -> None:
    data = Dataset.bundled()
    selection = data.select(years=[2564, 2565])
    old = replace(data, name="older")
    template = Template.load("annual")
    said = provenance_of(selection, template, Speech("th", "be"), "thai", {}, compare(old, data, selection))
    assert said.compared == Origin("older", data.digest)


def test_the_file_of_a_lone_table_is_not_named(tmp_path: Path) -> None:
    made = []
    for name in ("secret-a.csv", "secret-b.csv"):
        (tmp_path / name).write_text("ปีงบประมาณ,ระดับ,จำนวน\n2565,1,7\n2565,2,8\n", encoding="utf-8")
        data = Dataset.read(tmp_path / name, as_of="2565-09-30")
        made.append(render(compose(data.select(), Template.load("annual"))))
    assert made[0] == made[1]
    said = read_provenance(made[0])
    assert said is not None
    assert said.dataset == Origin("", data.digest)
    assert b"secret" not in made[0]


def test_a_theme_is_known_by_what_it_chooses(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('version = 1\nextends = "default"\n', encoding="utf-8")
    assert theme_digest(load_theme(own)) == theme_digest(load_theme("default"))
    digests = {theme_digest(load_theme(name)) for name in ("default", "mono", "large")}
    own.write_text('version = 1\nextends = "default"\n[colours]\naccent = "#1B4F8A"\n', encoding="utf-8")
    assert len({*digests, theme_digest(load_theme(own))}) == 4


def test_it_survives_json() -> None:
    brief = compose(Dataset.bundled().select(years=[2565]), Template.load("annual"))
    document = json.loads(json.dumps(brief.to_json()))
    assert model.Brief.from_json(document) == brief
    assert brief.provenance is not None
    document["provenance"]["dataset"]["sha256"] = 5
    with pytest.raises(ValueError, match="provenance"):
        model.Brief.from_json(document)
