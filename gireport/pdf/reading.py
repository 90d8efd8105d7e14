"""A PDF file read back, as the plain data of `gireport.pdf.tagged`, judged elsewhere.

Nothing here trusts the file. It is read by qpdf, and whoever calls this does so in a process with limits.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from gireport.pdf.tagged import Annotation, Element, Mark, PageMarks, TaggedFile, UnreadableError
from gireport.pdf.usedfonts import used_font

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pikepdf


_DEEPEST = 100  # elements inside each other
_MOST_ELEMENTS = 500_000
_PAINTING = frozenset(
    ["Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "EI", "INLINE IMAGE"]
)
_REPLACING = ("/ActualText", "/Alt", "/E")
_SHOWING = frozenset(["Tj", "TJ", "'", '"'])


def read_tagged_file(content: bytes) -> TaggedFile:
    """What is in the file. Raises UnreadableError."""
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise UnreadableError("encrypted")
            return _Reader(pdf).read()
    except pikepdf.PasswordError:
        raise UnreadableError("encrypted") from None
    except UnreadableError:
        raise
    except Exception as error:  # a hostile file makes a reader fail in any way there is
        raise UnreadableError(" ".join(str(error).split())[:200] or type(error).__name__) from None


class _Reader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._page_index = {page.objgen: index for index, page in enumerate(pdf.pages)}
        self._count = 0
        self._codes: dict[tuple[int, int], tuple[Any, set[int]]] = {}

    def read(self) -> TaggedFile:
        catalog = self._pdf.Root
        tree = catalog.get("/StructTreeRoot")
        parents = self._parents(tree)
        pages = tuple(self._page(page, parents) for page in self._pdf.pages)
        annotations = self._annotations()
        keys = {annotation.key for annotation in annotations if annotation.key is not None}
        owners = {key: int(parents[key].objgen[0]) for key in keys if key in parents and not _is_array(parents[key])}
        preferences: Any = catalog.get("/ViewerPreferences", {})
        marking: Any = catalog.get("/MarkInfo", {})
        return TaggedFile(
            root=self._root(tree),
            pages=pages,
            fonts=tuple(used_font(font, codes) for font, codes in self._codes.values()),
            annotations=annotations,
            annotation_owners=owners,
            language=str(catalog.get("/Lang", "")),
            title=str(self._pdf.docinfo.get("/Title", "")),
            shows_title=bool(preferences.get("/DisplayDocTitle", False)),
            is_marked=bool(marking.get("/Marked", False)),
            outline=self._outline(),
            targets=self._targets(),
            actions=self._actions(),
            attachments={name: file.get_file().read_bytes() for name, file in self._pdf.attachments.items()},
        )

    # -- the tree

    def _root(self, tree: Any) -> Element | None:
        if tree is None or "/K" not in tree:
            return None
        root = Element("StructTreeRoot", 0)
        self._children(tree["/K"], root, None, 0)
        return root

    def _children(self, kids: Any, element: Element, page: int | None, depth: int) -> None:
        if depth > _DEEPEST:
            raise UnreadableError("elements nested too deeply")
        for kid in kids if _is_array(kids) else [kids]:
            self._count += 1
            if self._count > _MOST_ELEMENTS:
                raise UnreadableError("too many elements")
            if isinstance(kid, int):
                if page is None:
                    raise UnreadableError("content of no page")
                element.children.append(Mark(page, kid))
            elif kid.get("/Type") == "/MCR":
                element.children.append(Mark(self._page_of(kid, page), int(kid["/MCID"])))
            elif kid.get("/Type") == "/OBJR":
                element.children.append(int(kid["/Obj"].objgen[0]))
            else:
                element.children.append(self._element(kid, page, depth + 1))

    def _element(self, node: Any, page: int | None, depth: int) -> Element:
        element = Element(str(node["/S"]).lstrip("/"), int(node.objgen[0]))
        element.language = str(node.get("/Lang", ""))
        element.identifier = str(node.get("/ID", ""))
        element.actual = "/ActualText" in node or "/E" in node
        if "/Alt" in node:
            element.alternative = str(node["/Alt"])
        for attributes in _listed(node.get("/A")):
            for key, value in attributes.items():
                if key == "/Headers":
                    element.headers = tuple(str(header) for header in value)
                element.attributes[key.lstrip("/")] = str(value)
        if "/K" in node:
            self._children(node["/K"], element, self._page_of(node, page), depth)
        return element

    def _page_of(self, node: Any, default: int | None) -> Any:
        page = node.get("/Pg")
        return default if page is None else self._page_index[page.objgen]

    def _parents(self, tree: Any) -> dict[int, Any]:
        import pikepdf

        if tree is None or "/ParentTree" not in tree:
            return {}
        return dict(pikepdf.NumberTree(tree["/ParentTree"]).items())

    # -- pages

    def _page(self, page: pikepdf.Page, parents: dict[int, Any]) -> PageMarks:
        import pikepdf

        mcids: dict[int, int] = {}
        unmarked: list[str] = []
        oddities: list[str] = []
        open_marks: list[bool] = []
        font: Any = None
        resources: Any = page.get("/Resources", {})
        fonts: Any = resources.get("/Font", {})
        for instruction in pikepdf.parse_content_stream(page):
            operands, name = instruction.operands, str(instruction.operator)
            oddities += self._odd(name, operands, resources)
            if name in ("BDC", "BMC"):
                open_marks.append(self._opened(operands, mcids))
            elif name == "EMC":
                if not open_marks:
                    raise UnreadableError("a mark that ends before it begins")
                open_marks.pop()
            elif name == "Tf":
                font = fonts.get(str(operands[0]))
            elif name in _PAINTING:
                if not any(open_marks):
                    unmarked.append(name)
                if name in _SHOWING and font is not None:
                    self._note_codes(font, operands)
        key = page.get("/StructParents")
        owned = parents.get(int(key)) if key is not None else None
        owners = {
            mcid: int(owner.objgen[0])
            for mcid, owner in enumerate(owned if owned is not None and _is_array(owned) else [])
            if owner is not None
        }
        odd = tuple(dict.fromkeys(oddities))
        return PageMarks(mcids, tuple(dict.fromkeys(unmarked)), page.get("/Tabs") == "/S", owners, odd)

    @staticmethod
    def _odd(name: str, operands: Any, resources: Any) -> Iterator[str]:
        if name == "BDC" and hasattr(operands[1], "get") and any(key in operands[1] for key in _REPLACING):
            yield "actual"
        elif name == "BDC" and not hasattr(operands[1], "get"):
            yield "actual"  # properties by name, which no brief has, may say anything
        elif name == "Tr" and int(operands[0]) != 0:
            yield "unseen"
        elif name == "Do":
            image = resources.get("/XObject", {}).get(str(operands[0]), {})
            if image.get("/Subtype") != "/Image":
                yield "form"

    @staticmethod
    def _opened(operands: Any, mcids: dict[int, int]) -> bool:
        """Whether what is inside is content or an artifact."""
        if str(operands[0]) == "/Artifact":
            return True
        properties = operands[1] if len(operands) > 1 else {}
        if not hasattr(properties, "get") or "/MCID" not in properties:
            return False
        mcid = int(properties["/MCID"])
        mcids[mcid] = mcids.get(mcid, 0) + 1
        return True

    def _note_codes(self, font: Any, operands: Any) -> None:
        width = 2 if font.get("/Subtype") == "/Type0" else 1
        _, codes = self._codes.setdefault(font.objgen, (font, set()))
        for operand in operands:
            for piece in operand if _is_array(operand) else [operand]:
                if _is_string(piece):
                    data = bytes(piece)
                    codes.update(int.from_bytes(data[at : at + width]) for at in range(0, len(data), width))

    def _outline(self) -> tuple[str, ...]:
        titles: list[str] = []

        def walk(items: Any, depth: int) -> None:
            if depth > _DEEPEST:
                raise UnreadableError("bookmarks nested too deeply")
            for item in items:
                titles.append(str(item.title))
                walk(item.children, depth + 1)

        with self._pdf.open_outline(max_depth=_DEEPEST) as outline:
            walk(outline.root, 0)
        return tuple(titles)

    def _targets(self) -> tuple[str, ...]:
        found = []
        for page in self._pdf.pages:
            annotations: Any = page.get("/Annots", [])
            actions = [annotation.get("/A", {}) for annotation in annotations]
            found += [str(action["/URI"]) for action in actions if "/URI" in action]
        return tuple(found)

    def _actions(self) -> tuple[str, ...]:
        catalog: Any = self._pdf.Root
        names: Any = catalog.get("/Names", {})
        found = [name for name in ("OpenAction", "AA") if f"/{name}" in catalog]
        found += ["JavaScript"] if "/JavaScript" in names else []
        for page in self._pdf.pages:
            annotations: Any = page.get("/Annots", [])
            kinds = [str(each.get("/A", {}).get("/S", "/GoTo")) for each in annotations]
            found += [kind.lstrip("/") for kind in kinds if kind not in ("/URI", "/GoTo")]
            found += ["AA"] * ("/AA" in page or any("/AA" in each for each in annotations))
        return tuple(dict.fromkeys(found))

    def _annotations(self) -> tuple[Annotation, ...]:
        found = []
        for index, page in enumerate(self._pdf.pages):
            annotations: Any = page.get("/Annots", [])
            for annotation in annotations:
                key = annotation.get("/StructParent")
                kind, words = str(annotation.get("/Subtype", "")).lstrip("/"), str(annotation.get("/Contents", ""))
                if kind == "Widget" and annotation.get("/FT") == "/Sig" and "/V" in annotation:
                    kind = "Signature"
                number = int(annotation.objgen[0])
                found.append(
                    Annotation(index, number, kind, words, None if key is None else int(key), _is_seen(annotation))
                )
        return tuple(found)


def _is_seen(annotation: Any) -> bool:
    left, bottom, right, top = (float(edge) for edge in annotation["/Rect"])
    return left != right and bottom != top


def _is_array(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.Array | list)


def _is_string(value: Any) -> bool:
    import pikepdf

    return isinstance(value, pikepdf.String)


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if _is_array(value) else [value]
