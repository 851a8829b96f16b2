"""Who looks like somebody who is being typed."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kooperacja.access.permissions import Permission
from kooperacja.access.views import ActorRequest, needs

from ..actions.duplicates import Sought, find_lookalikes
from ..forms.duplicates import described
from ..forms.people import PERSON_FIELDS, PersonAddForm
from ..policies import CASES
from .people import of_a_family


@needs(Permission.CASE_EDIT)
@require_POST
def person_alike(request: ActorRequest, case: UUID) -> HttpResponse:
    """Answer with a sentence on those who may be the person typed so far: `{"words": ""}` if there is nobody.

    It only warns. Whether it is one of them is asked when the form is sent.
    """
    found = of_a_family(CASES.get_or_404(request.actor, Permission.CASE_EDIT, case))
    form = PersonAddForm(request.POST, shown=PERSON_FIELDS)
    form.is_valid()  # what is wrong in the other fields is said when the form is sent
    first_name, surname, birth_date = map(form.cleaned_data.get, ("first_name", "surname", "birth_date"))
    if not first_name or not surname:
        return JsonResponse({"words": ""})
    [alike] = find_lookalikes([Sought(first_name, surname, birth_date)], centre=found.centre_id, actor=request.actor)
    here = set(found.case_persons.values_list("person_id", flat=True))
    said = (
        (_("In this case already: %(people)s."), [one.person.name for one in alike if one.person.pk in here]),
        (_("Written down already: %(people)s."), [described(one) for one in alike if one.person.pk not in here]),
    )
    return JsonResponse({"words": " ".join(text % {"people": "; ".join(people)} for text, people in said if people)})
