"""People from the files of strangers: tidied facts, and every problem where the clerk sees it."""

from dunmiao.files.intake.errorsheet import error_sheet
from dunmiao.files.intake.kinds import Upload
from dunmiao.files.intake.reader import read_people
from dunmiao.files.intake.results import Intake, Known, PersonRow, Problem, Say
from dunmiao.files.intake.scores import ScoreIntake, ScoreRow, read_scores
from dunmiao.files.intake.tables import TableIntake, TableRow, read_table

__all__ = [
    "Upload",
    "Known",
    "read_people",
    "Intake",
    "PersonRow",
    "Problem",
    "Say",
    "error_sheet",
    "read_table",
    "TableIntake",
    "TableRow",
    "read_scores",
    "ScoreIntake",
    "ScoreRow",
]
