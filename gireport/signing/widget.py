"""The field of a signature that can be seen: its appearance, its words, its place in the structure tree.

Sources: ISO 14289-1 (PDF/UA-1), 7.18.1 and 7.18.4; ISO 32000-1, 12.5.5, 12.7.4.5 and 14.7.4.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyhanko.pdf_utils.generic import IndirectObject
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    from gireport.signing.appearance import Appearance


def show(writer: IncrementalPdfFileWriter, field: IndirectObject, appearance: Appearance, words: str) -> None:
    """Gives the field what is seen of it, and the words that stand for that."""
    from pyhanko.pdf_utils import generic
    from pyhanko.pdf_utils.reader import PdfFileReader

    page = PdfFileReader(BytesIO(appearance.content)).root["/Pages"]["/Kids"][0]
    box = generic.ArrayObject(map(generic.FloatObject, (0, 0, round(appearance.width, 3), round(appearance.height, 3))))
    form = generic.StreamObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/XObject"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Form"),
            generic.pdf_name("/BBox"): box,
            generic.pdf_name("/Resources"): writer.import_object(page["/Resources"]),
        },
        stream_data=page["/Contents"].data,
    )
    form.compress()
    annotation: Any = field.get_object()
    annotation["/AP"] = generic.DictionaryObject({generic.pdf_name("/N"): writer.add_object(form)})
    annotation["/TU"] = annotation["/Contents"] = generic.TextStringObject(words)


def tag(writer: IncrementalPdfFileWriter, field: IndirectObject) -> None:
    """Hangs the field into the structure tree, as its last element; does nothing in a file that has none."""
    from pyhanko.pdf_utils import generic

    tree = resolved(writer.root, "/StructTreeRoot", None)
    if tree is None:
        return
    name, annotation = generic.pdf_name, _dictionary(field)
    page = annotation.raw_get("/P")
    key = _next_key(tree)
    top = _top(tree)
    element = generic.DictionaryObject(
        {
            name("/Type"): name("/StructElem"),
            name("/S"): name("/Form"),
            name("/P"): top,
            name("/Pg"): page,
            name("/K"): generic.DictionaryObject(
                {name("/Type"): name("/OBJR"), name("/Pg"): page, name("/Obj"): field}
            ),
        }
    )
    reference = writer.add_object(element)
    _append_kid(writer, top, reference)
    _enter(writer, tree, key, reference)
    annotation["/StructParent"] = generic.NumberObject(key)
    if resolved(_dictionary(page), "/Tabs", "") != "/S":
        _dictionary(page)["/Tabs"] = name("/S")
        writer.mark_update(page)


def resolved(dictionary: Any, key: str, default: Any) -> Any:
    """What stands under a key, itself and no reference to it; pyHanko's own `get` gives the reference."""
    try:
        return dictionary[key]
    except KeyError:
        return default


def _dictionary(reference: Any) -> Any:
    return reference.get_object()


def _top(tree: Any) -> Any:
    """The reference of the element that holds the document."""
    kids = tree.raw_get("/K")
    held: Any = kids.get_object()
    return kids if hasattr(held, "items") else held.raw_get(0)


def _append_kid(writer: IncrementalPdfFileWriter, parent: Any, kid: Any) -> None:
    from pyhanko.pdf_utils import generic

    element = _dictionary(parent)
    if "/K" not in element:
        element["/K"] = generic.ArrayObject([kid])
        writer.mark_update(parent)
        return
    kids = element.raw_get("/K")
    held = kids.get_object()
    if isinstance(held, generic.ArrayObject):
        held.append(kid)
        writer.mark_update(kids if isinstance(kids, generic.IndirectObject) else parent)
    else:
        element["/K"] = generic.ArrayObject([kids, kid])
        writer.mark_update(parent)


def _next_key(tree: Any) -> int:
    """The first key of the parent tree that is free."""
    if "/ParentTreeNextKey" in tree:
        return int(tree["/ParentTreeNextKey"])
    return max(_keys(resolved(tree, "/ParentTree", {})), default=-1) + 1


def _keys(node: Any) -> list[int]:
    numbers = [int(key) for key in [*resolved(node, "/Nums", [])][::2]]
    return numbers + [key for kid in resolved(node, "/Kids", []) for key in _keys(kid.get_object())]


def _enter(writer: IncrementalPdfFileWriter, tree: Any, key: int, element: Any) -> None:
    """Notes in the parent tree whose the key is. It is the highest, so it stands last."""
    from pyhanko.pdf_utils import generic

    entry = [generic.NumberObject(key), element]
    parents = tree["/ParentTree"]
    if "/Kids" in parents:
        limits = generic.ArrayObject([generic.NumberObject(key)] * 2)
        leaf = {generic.pdf_name("/Nums"): generic.ArrayObject(entry), generic.pdf_name("/Limits"): limits}
        kids = parents["/Kids"]
        kids.append(writer.add_object(generic.DictionaryObject(leaf)))
        writer.update_container(kids)
    else:
        parents["/Nums"].extend(entry)
        writer.update_container(parents["/Nums"])
    tree["/ParentTreeNextKey"] = generic.NumberObject(key + 1)
    writer.update_container(tree)
