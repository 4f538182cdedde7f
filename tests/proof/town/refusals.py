"""The words with which the house says no. Whatever else an act raises is a fault of the house."""

from django.core.exceptions import ValidationError

from linli.capabilities.petitions.bringing.actions import NothingToConfirm, NotTheSameName
from linli.capabilities.petitions.reception.actions.taking import NotNow
from linli.core.clocks.actions import AlreadyRunning, NotPaused, NotRunning, Paused, PauseEndsBefore
from linli.core.matters import sealed
from linli.core.personal_data.erasing import CannotErase
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StaleMatter, StepNotOpen
from linli.core.registers.actions.rows import AlreadyBegun, ChangedMeanwhile, StillUsed
from linli.flow.handling.joint.actions.keeping import TaskNotOpen
from linli.flow.handling.links.family import NotPossible
from linli.flow.handling.meetings.actions.keeping import MeetingNotOpen
from linli.flow.intake.actions import OtherContent
from linli.flow.intake.submission import SubmissionWrong
from linli.ground.people.actions import AccountImpossible
from linli.ground.people.actor import Refused
from linli.ground.people.keyring.actions import WrongPassword

NOT_OPEN = (
    StepNotOpen,
    StaleMatter,
    TaskNotOpen,
    MeetingNotOpen,
    NotPossible,
    NotNow,
    NotRunning,
    Paused,
    NotPaused,
    PauseEndsBefore,
    AlreadyRunning,
    sealed.NoKey,
    sealed.NotAgreed,
    sealed.KeyLost,
    AlreadyBegun,
    ChangedMeanwhile,
    StillUsed,
    AccountImpossible,
    CannotErase,
    NothingToConfirm,
    NotTheSameName,
    sealed.ReasonMissing,
)
WRONG = (AnswersWrong, SubmissionWrong, ValidationError)
# What these refuse is counted, or kept for a clerk: they write on purpose.
KEPT = (OtherContent, WrongPassword)
ALL = (Refused, *NOT_OPEN, *WRONG, *KEPT)
