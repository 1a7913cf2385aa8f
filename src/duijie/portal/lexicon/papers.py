"""Terms that the keywords of papers propose: a list to be read, shortened and imported."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from duijie.accounts.permissions import Permission
from duijie.matching.domain.lexicon_proposals import propose_terms
from duijie.portal.exports import file_response
from duijie.portal.lexicon.forms import PapersForm
from duijie.portal.permitted import blame, me, permitted
from duijie_match.errors import DuijieError


@permitted(Permission.LEXICON_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """The proposals as a workbook in the form that the import reads; nothing is changed."""
    form = PapersForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            found = propose_terms(name=file.name, content=file, by=me(request))
        except ValidationError as error:
            blame(form, error)
        except DuijieError as error:
            form.add_error("file", error.message.render(get_language() or "en"))
        else:
            header = [_("Chinese"), _("English"), _("Papers that agree")]
            cells = ([one.chinese, one.english, one.papers] for one in found.terms)
            return file_response(_("Proposed terms"), header, cells, suffix=".xlsx")
    return render(request, "portal/lexicon/mine.html", {"form": form, "back": reverse("lexicon_list")})
