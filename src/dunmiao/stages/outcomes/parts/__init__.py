"""The parts a dossier may have, by the charter's word of 归档范围 (names.ARCHIVE)."""

from dunmiao.stages.outcomes.parts import placing, result, term  # noqa: F401  (register parts)
from dunmiao.stages.outcomes.parts.base import PARTS, Case, Drawn

__all__ = ["PARTS", "Case", "Drawn"]
