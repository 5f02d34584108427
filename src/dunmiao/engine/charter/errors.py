"""What is wrong with a charter, said so that its author can mend it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class CharterError:
    """One fault: in which file, at which key path, what it is, and what to write instead."""

    file: str
    key_path: str
    message: str
    remedy: str

    def __str__(self) -> str:
        """Give the fault on one line, as the command line prints it."""
        return f"{self.file}: {self.key_path}: {self.message} → {self.remedy}"


class CharterErrors(ValueError):
    """All the faults found in one charter, in the order of their key paths."""

    def __init__(self, errors: tuple[CharterError, ...]) -> None:
        """Hold the faults; there is at least one."""
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


class NotInForceError(LookupError):
    """A day on which the charter was not yet in force was asked for."""


@dataclass
class Problems:
    """Collects faults while one file is read."""

    file: str
    found: list[CharterError] = field(default_factory=list)

    def add(self, key_path: str, message: str, remedy: str) -> None:
        """Note one fault."""
        error = CharterError(self.file, key_path, message, remedy)
        if error not in self.found:
            self.found.append(error)

    def touch(self, *sections: str) -> bool:
        """Say whether a fault was found in one of the sections, so that checks do not echo it."""
        heads = {error.key_path.split(".")[0].split("[")[0] for error in self.found}
        return not heads.isdisjoint(sections)

    def raise_any(self) -> None:
        """Raise CharterErrors with all the faults, if there is one."""
        if self.found:
            raise CharterErrors(tuple(sorted(self.found)))
