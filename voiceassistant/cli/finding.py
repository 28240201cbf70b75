"""One thing that `doctor` found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """`details` are lines of their own below it; `warns`: all is well, but not for long."""

    ok: bool
    what: str
    sentence: str
    details: tuple[str, ...] = ()
    warns: bool = False

    def __str__(self) -> str:
        mark = "FAIL" if not self.ok else "warn" if self.warns else "ok  "
        return "\n".join([f"{mark}  {self.what}: {self.sentence}", *(f"        {line}" for line in self.details)])
