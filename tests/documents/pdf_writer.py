"""The smallest PDF writer that tests need: text, rules and chapters at places that are told."""

from dataclasses import dataclass, field
from pathlib import Path

FONTS = {"F": "Helvetica", "B": "Helvetica-Bold", "C": "Courier"}
WIDTH, HEIGHT = 400, 600  # points


@dataclass
class Page:
    """Places are points from the upper left corner, as in Box; y is the foot of the text."""

    marks: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, text: str, size: float = 10, font: str = "F") -> "Page":
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self.marks.append(f"BT /{font} {size} Tf {x} {HEIGHT - y} Td ({escaped}) Tj ET")
        return self

    def lines(self, x: float, y: float, texts: list[str], size: float = 10, leading: float = 12) -> "Page":
        for number, text in enumerate(texts):
            self.text(x, y + number * leading, text, size)
        return self

    def rule(self, x: float, y: float, width: float) -> "Page":
        self.marks.append(f"{x} {HEIGHT - y} {width} 0.5 re f")
        return self

    def box(self, left: float, top: float, width: float, height: float) -> "Page":
        self.marks.append(f"{left} {HEIGHT - top - height} {width} {height} re S")
        return self


def write(
    path: Path, pages: list[Page], chapters: list[tuple[str, int]] = (), title: str = "", language: str = ""
) -> Path:  # type: ignore[assignment]
    """Chapters are titles with the number of their page, from 0."""
    objects = ["", "", "", ""]  # catalogue, pages, information, fonts: filled in below
    kids = []
    for page in pages:
        stream = "\n".join(page.marks)
        objects.append(f"<< /Length {len(stream.encode('latin-1'))} >>\nstream\n{stream}\nendstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {len(objects)} 0 R >>")
        kids.append(len(objects))
    outline = ""
    if chapters:
        first = len(objects) + 2
        last = first + len(chapters) - 1
        objects.append(f"<< /First {first} 0 R /Last {last} 0 R /Count {len(chapters)} >>")
        outline = f"/Outlines {len(objects)} 0 R"
        for number, (name, page_number) in enumerate(chapters):
            after = f"/Next {first + number + 1} 0 R" if first + number < last else ""
            before = f"/Prev {first + number - 1} 0 R" if number else ""
            goal = f"[{kids[page_number]} 0 R /Fit]"
            objects.append(f"<< /Title ({name}) /Parent {first - 1} 0 R /Dest {goal} {after} {before} >>")
    fonts = " ".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in FONTS.items()
    )
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {outline} {f'/Lang ({language})' if language else ''} >>"
    boxes = f"/MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources << /Font << {fonts} >> >>"
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} {boxes} >>"
    objects[2] = f"<< /Title ({title}) >>"
    objects[3] = "null"
    path.write_bytes(_file(objects))
    return path


def _file(objects: list[str]) -> bytes:
    body = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 3 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + (end + trailer).encode("latin-1")
