"""Documents for the tests, as small as they can be."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_CONTAINER = """<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = """<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override
PartName="/word/document.xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def archive(path: Path, entries: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return path


def xhtml(body: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
    )


def epub(
    path: Path, chapters: Sequence[str], nav: str = "", ncx: str = "", more: Mapping[str, str | bytes] | None = None
) -> Path:
    """A book whose chapters have these bodies; `nav` is the list in its navigation document."""
    names = [f"c{number}.xhtml" for number in range(len(chapters))]
    items = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
    if nav:
        items += '<item id="nav" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    if ncx:
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        "<dc:title>A Small Book</dc:title><dc:language>en-GB</dc:language></metadata>"
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    entries: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": _CONTAINER,
        "OPS/book.opf": package,
    }
    entries |= {f"OPS/{name}": xhtml(body) for name, body in zip(names, chapters, strict=True)}
    if nav:
        entries["OPS/nav.xhtml"] = xhtml(f'<nav epub:type="toc"><h1>Contents</h1>{nav}</nav>')
    if ncx:
        entries["OPS/toc.ncx"] = f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap>{ncx}</navMap></ncx>'
    return archive(path, entries | dict(more or {}))


def docx(path: Path, body: str, more: Mapping[str, str | bytes] | None = None) -> Path:
    """A Word file with this content of w:body."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>'
    return archive(path, {"[Content_Types].xml": _TYPES, "word/document.xml": document} | dict(more or {}))


def word_part(name: str, content: str) -> str:
    return f'<?xml version="1.0"?><w:{name} xmlns:w="{_W}">{content}</w:{name}>'


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def odt(path: Path, text: str, more: Mapping[str, str | bytes] | None = None) -> Path:
    """An OpenDocument text with this content of office:text."""
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "style", "drawing"))
    body = f"<office:body><office:text>{text}</office:text></office:body>"
    content = f'<?xml version="1.0"?><office:document-content {spaces}>{body}</office:document-content>'
    entries = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    return archive(path, entries | dict(more or {}))
