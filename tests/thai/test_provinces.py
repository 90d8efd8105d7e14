"""Every province by every name it goes by; nothing else, and never a guess."""

from __future__ import annotations

import csv
import pickle
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gireport.assets import asset
from gireport.thai.identity import identity_key
from gireport.thai.nearness import SLIP, spelling_distance
from gireport.thai.provinces import (
    Province,
    ProvinceError,
    find_province,
    find_region,
    provinces,
    regions,
)
from gireport.thai.suspicion import suspicions

ORDER = Path(__file__).parents[1] / "facts" / "thai-order.txt"
PROVINCE = st.sampled_from(provinces())
LETTERS = st.text("กงจบมยรอะาิี่เabdehiknoprt", max_size=8)


def refusal(text: str) -> tuple[str, str | None]:
    with pytest.raises(ProvinceError) as caught:
        find_province(text)
    assert caught.value.text == text
    meant = caught.value.suggestion
    return caught.value.reason, meant.iso if meant else None


def test_there_are_77_with_nothing_in_common() -> None:
    assert len(provinces()) == 77
    for column in ("iso", "th", "en", "abbr", "abbr_th"):
        assert len({getattr(province, column) for province in provinces()}) == 77, column
    for province in provinces():
        assert province.iso.startswith("TH-")
        assert len(province.abbr) == 3
        assert len(province.abbr_th) == 2
        assert suspicions(province.th + province.en) == ()
        assert identity_key(province.th) == province.th


def test_they_stand_in_the_order_of_icu() -> None:
    names = [line.removeprefix("=") for line in ORDER.read_text(encoding="utf-8").splitlines()]
    in_icu = [name for name in names if name in {province.th for province in provinces()}]
    assert [province.th for province in provinces()] == in_icu
    assert len(in_icu) == 77


def test_regions_have_their_provinces() -> None:
    four = Counter(province.region("four").code for province in provinces())
    six = Counter(province.region("six").code for province in provinces())
    assert four == {"north": 17, "northeast": 20, "central": 26, "south": 14}
    assert six == {"north": 9, "northeast": 20, "central": 22, "east": 7, "west": 5, "south": 14}
    assert [region.code for region in regions("four")] == ["north", "northeast", "central", "south"]
    assert [region.code for region in regions("six")] == ["north", "northeast", "central", "east", "west", "south"]
    tak = find_province("ตาก")
    assert (tak.region4.code, tak.region6.code) == ("north", "west")


@pytest.mark.parametrize("province", provinces(), ids=lambda province: province.iso)
def test_a_province_is_found_by_each_of_its_names(province: Province) -> None:
    for name in (
        province.iso,
        province.th,
        f"จ.{province.th}",
        f"จ. {province.th}",
        f"จว.{province.th}",
        f"จังหวัด{province.th}",
        f"จังหวัด {province.th} ",
        province.en,
        province.en.upper(),
        f"{province.en} Province",
        f"Changwat {province.en}",
        province.en.replace(" ", ""),
        province.en.replace(" ", "-"),
        province.abbr,
        province.abbr_th,
        f"{province.abbr_th}.",
        ".".join(province.abbr_th) + ".",
    ):
        assert find_province(name) is province, name


@pytest.mark.parametrize(
    ("iso", "names"),
    [
        ("TH-10", "กทม.|กทม|ก.ท.ม.|กรุงเทพฯ|กรุงเทพ ฯ|กรุงเทพ|กรุงเทพมหานคร|Bangkok|Krung Thep|Krung Thep Maha Nakhon"),
        ("TH-14", "อยุธยา|จ.อยุธยา|Ayutthaya|Phra Nakhon Si Ayutthaya|พระนครศรีอยุธยา"),
        ("TH-16", "Lopburi|Lop Buri"),
        ("TH-20", "Chonburi|Chon Buri"),
        (
            "TH-21",
            "ระยอง|Rayong|RAYONG|Rayong Province|TH-21|th-21|รย|ร.ย.|RYG|\ufeffระ\u200bยอง\u00a0|ＲＡＹＯＮＧ|TH-๒๑",
        ),
        ("TH-30", "โคราช|Korat|Nakhon Ratchasima"),
        ("TH-31", "Buriram|Buri Ram|BURI RAM"),
        ("TH-33", "Sisaket|Si Sa Ket|Srisaket"),
        ("TH-39", "หนองบัวลําภู|Nong Bua Lamphu"),
        ("TH-54", "แพร่|เเพร่"),
        ("TH-55", "น่าน|Nan|NAN"),
        ("TH-62", "กำแพงเพชร|กําเเพงเพชร"),
        ("TH-82", "Phangnga|Phang Nga|Phang-nga"),
    ],
)
def test_found(iso: str, names: str) -> None:
    assert {find_province(name).iso for name in names.split("|")} == {iso}


def test_every_other_name_is_found_and_has_its_reason() -> None:
    seen = 0
    with asset("data", "provinces", "other-names.csv").open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found = find_province(row["name"]).iso if row["of"].startswith("TH-") else find_region(row["name"]).code
            assert found == row["of"]
            assert row["why"]
            seen += 1
    assert seen > 35


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("หนองบัวลำพู", "TH-39"),
        ("Rayng", "TH-21"),
        ("ระยองง", "TH-21"),
        ("จ.ระยองง", "TH-21"),
        ("กรุงเทพหมานคร", "TH-10"),
        ("ศรีษะเกษ", "TH-33"),
        ("เชียงไหม่", "TH-50"),
        ("เพชรบุรณ์", "TH-67"),
        ("กระบี", "TH-81"),
        ("Nakorn Ratchasima", "TH-30"),
        ("Chachoengsoa", "TH-24"),
    ],
)
def test_a_misspelling_is_refused_with_what_was_meant(text: str, iso: str) -> None:
    assert refusal(text) == ("unknown", iso)


@pytest.mark.parametrize(
    "text",
    [
        "โตเกียว",
        "Total",
        "ประเทศไทย",
        "จังหวัด",
        "นคร",
        "สมุทร",
        "Nakhon",
        "TH-29",
        "21",
        "ระยอง, ชลบุรี",
        "ระออง",  # ระยอง or ระนอง
        "ตรัด",  # ตราด or ตรัง
        "Phetchabur",  # Phetchaburi or Phetchabun
        "นาน",
        "อุทัย",
        "ก" * 5_000,
    ],
)
def test_where_nothing_is_near_or_two_are_nothing_is_suggested(text: str) -> None:
    assert refusal(text) == ("unknown", None)


@pytest.mark.parametrize("text", ["TH-S", "พัทยา", "เมืองพัทยา", "Pattaya", "PATTAYA City"])
def test_pattaya_is_no_province(text: str) -> None:
    assert refusal(text) == ("pattaya", None)


@pytest.mark.parametrize("text", ["", " ", "\u00a0", "\u200b"])
def test_blank(text: str) -> None:
    assert refusal(text) == ("blank", None)


@pytest.mark.parametrize("text", ["nan", "NaN", " nan "])
def test_a_missing_value_is_not_taken_for_nan(text: str) -> None:
    assert refusal(text) == ("missing-value", "TH-55")


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("north", "ภาคเหนือ|เหนือ|North|Northern Region|NORTH"),
        ("northeast", "ภาคตะวันออกเฉียงเหนือ|ภาคอีสาน|อีสาน|Northeast|North-East|Isan"),
        ("central", "ภาคกลาง|ภาค กลาง|Central|Central Region"),
        ("east", "ภาคตะวันออก|ตะวันออก|East"),
        ("west", "ภาคตะวันตก|Western region"),
        ("south", "ภาคใต้|ใต้|South"),
    ],
)
def test_regions_are_found(code: str, names: str) -> None:
    assert {find_region(name).code for name in names.split("|")} == {code}


@pytest.mark.parametrize(
    ("text", "reason"),
    [("ภาคกลางตอนบน", "unknown-region"), ("ระยอง", "unknown-region"), ("", "blank"), ("ภาค", "blank")],
)
def test_what_is_no_region_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ProvinceError) as caught:
        find_region(text)
    assert (caught.value.reason, caught.value.suggestion) == (reason, None)


def test_the_error_survives_the_way_home_from_a_worker_process() -> None:
    with pytest.raises(ProvinceError) as caught:
        find_province("Rayng")
    error = pickle.loads(pickle.dumps(caught.value))
    assert (error.reason, error.text, error.suggestion) == ("unknown", "Rayng", find_province("Rayong"))
    assert str(error) == "unknown: 'Rayng', perhaps Rayong (ระยอง)"


@given(PROVINCE, st.data())
def test_one_slip_is_never_taken_for_another_province(province: Province, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([province.th, province.en]))
    place = data.draw(st.integers(0, len(name) - 1))
    slipped = name[:place] + data.draw(LETTERS) + name[place + data.draw(st.integers(0, 1)) :]
    try:
        found = find_province(slipped)
    except ProvinceError:
        return
    # Found means that some name of that very province was written.
    assert identity_key(slipped).replace(" ", "") in _all_keys(found)


def _all_keys(province: Province) -> set[str]:
    names = [province.iso, province.th, province.en, province.abbr, province.abbr_th]
    with asset("data", "provinces", "other-names.csv").open(encoding="utf-8", newline="") as stream:
        names += [row["name"] for row in csv.DictReader(stream) if row["of"] == province.iso]
    return {identity_key(name).replace(" ", "") for name in names}


@given(st.text() | LETTERS)
def test_any_text_is_a_province_or_a_refusal(text: str) -> None:
    try:
        found = find_province(text)
    except ProvinceError:
        return
    assert found in provinces()


@pytest.mark.parametrize(
    ("one", "other", "half_slips"),
    [
        ("ระยอง", "ระยอง", 0),
        ("ระยองง", "ระยอง", 2),
        ("ลำพู", "ลำภู", 1),  # two letters of one sound
        ("แพร", "แพร่", 1),  # a tone mark
        ("เก่า", "เก้า", 1),
        ("ขอนแกน่", "ขอนแก่น", 2),
        ("Rayogn", "Rayong", 2),
        ("", "ตาก", 6),
        ("abc", "xyz", 6),
    ],
)
def test_spelling_distance(one: str, other: str, half_slips: int) -> None:
    assert spelling_distance(one, other) == spelling_distance(other, one) == half_slips


@given(LETTERS, LETTERS)
def test_the_distance_is_nothing_only_between_equals(one: str, other: str) -> None:
    distance = spelling_distance(one, other)
    assert (distance == 0) == (one == other)
    assert distance == spelling_distance(other, one) <= SLIP * max(len(one), len(other))
