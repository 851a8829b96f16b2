"""Forms of concerns."""

from .door import CodeAskForm, CodeEnterForm, InstitutionSearchForm
from .informing import InformingForm
from .protection import ReadersForm
from .register import DisposalForm, FilingClassForm
from .told import ConfirmForm, DoorForm, TellingForm
from .triage import DecisionForm, ForwardForm, InboxFilterForm, NumbersForm, TellOtherForm
from .typed import TypeInForm

__all__ = [
    "CodeAskForm",
    "CodeEnterForm",
    "ConfirmForm",
    "DecisionForm",
    "DisposalForm",
    "DoorForm",
    "FilingClassForm",
    "ForwardForm",
    "InboxFilterForm",
    "InformingForm",
    "InstitutionSearchForm",
    "NumbersForm",
    "ReadersForm",
    "TellOtherForm",
    "TellingForm",
    "TypeInForm",
]
