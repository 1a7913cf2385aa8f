"""The texts of messages: which there are, one with preview and versions, back to what was shipped."""

import django_tables2
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from duijie.accounts.permissions import Permission
from duijie.common.editing import StaleError
from duijie.messaging.domain import wordings as domain
from duijie.messaging.domain.queries import wordings as queries
from duijie.messaging.kinds import LANGUAGES, MessageKind, Text, kind_of
from duijie.messaging.texts import LIMITS, check_text, preview
from duijie.portal.exports import file_response, suffix_asked_for
from duijie.portal.permitted import blame, me, permitted, tell
from duijie.portal.tables import Table, show_page

NAMES = {"zh-hans": _("Chinese"), "en": _("English")}
CHANGED = [("yes", _("changed here")), ("no", _("as shipped"))]


class WordingFilter(forms.Form):
    """What is looked for among the texts, which are a table of the program and no rows."""

    q = forms.CharField(label=_("Words"), max_length=100, required=False)
    language = forms.ChoiceField(label=_("Language"), choices=[("", _("any")), *NAMES.items()], required=False)
    changed = forms.ChoiceField(label=_("State"), choices=[("", _("any")), *CHANGED], required=False)

    def __init__(self, asked: QueryDict) -> None:
        super().__init__(asked or None)

    def keep(self, rows: list[queries.TextInForce]) -> list[queries.TextInForce]:
        """Those that fit; none where the filters mean nothing."""
        if not self.is_bound:
            return rows
        if not self.is_valid():
            return []
        asked = self.cleaned_data
        words = asked["q"].casefold().split()
        return [
            one
            for one in rows
            if (not asked["language"] or one.language == asked["language"])
            and (not asked["changed"] or one.is_changed == (asked["changed"] == "yes"))
            and all(word in f"{one.kind.label} {one.text}".casefold() for word in words)
        ]


class WordingTable(Table):
    caption = _("Texts of messages")
    kind = django_tables2.Column(verbose_name=_("Kind"), accessor="kind__label")
    language = django_tables2.Column(verbose_name=_("Language"))
    subject = django_tables2.Column(
        verbose_name=_("Subject"), accessor="text__subject", attrs={"td": {"translate": "no"}}
    )
    is_changed = django_tables2.Column(verbose_name=_("State"))
    by = django_tables2.Column(
        verbose_name=_("Changed by"), accessor="row__by__name", attrs={"td": {"translate": "no"}}
    )
    at = django_tables2.DateTimeColumn(verbose_name=_("Changed"), accessor="row__at", format="Y-m-d H:i")

    class Meta(Table.Meta):
        empty_text = _("No text fits. Clear the filters.")

    def render_kind(self, record: queries.TextInForce) -> SafeString:
        address = reverse("message_text", args=[record.kind.key, record.language])
        return format_html('<a href="{}">{}</a>', address, record.kind.label)

    def render_language(self, value: str) -> str:
        return str(NAMES[value])

    def render_is_changed(self, value: bool) -> str:
        return str(dict(CHANGED)["yes" if value else "no"])


class WordingForm(forms.Form):
    """The three texts; ``number`` is the version that the form was opened with."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 2)
    subject = forms.CharField(label=_("Subject"), max_length=LIMITS["subject"])
    body = forms.CharField(label=_("Text"), max_length=LIMITS["body"], widget=forms.Textarea(attrs={"rows": 10}))
    short = forms.CharField(
        label=_("Short text"), max_length=LIMITS["short"], widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One sentence, for SMS and chats."),
    )  # fmt: skip

    @property
    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in LIMITS}


@permitted(Permission.MESSAGE_TEXT_EDIT)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    form = WordingFilter(request.GET)
    table = show_page(WordingTable(form.keep(queries.list_texts())), request)
    return render(request, "portal/inbox/texts.html", {"table": table, "form": form})


@permitted(Permission.MESSAGE_TEXT_EDIT)
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """The texts as they are filtered, as .xlsx or .csv, for whoever reads them over."""
    header = [str(one) for one in (_("Kind"), _("Language"), _("Subject"), _("Text"), _("Short text"), _("State"))]
    rows = (
        [
            str(one.kind.label), str(NAMES[one.language]), one.text.subject, one.text.body, one.text.short,
            str(dict(CHANGED)["yes" if one.is_changed else "no"]),
        ]
        for one in WordingFilter(request.GET).keep(queries.list_texts())
    )  # fmt: skip
    return file_response(gettext("Texts of messages"), header, rows, suffix=suffix_asked_for(request))


@permitted(Permission.MESSAGE_TEXT_EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """Change a text. ``preview`` shows it with examples before anything is saved."""
    kind = _kind(key, language)
    now = queries.find_text(kind, language)
    initial = {"subject": now.text.subject, "body": now.text.body, "short": now.text.short, "number": now.number}
    form = WordingForm(request.POST or None, initial=initial)
    shown = preview(kind, now.text, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            shown = preview(kind, Text(**check_text(kind, form.texts)), language=language)
            if request.POST.get("action") != "preview":
                number = form.cleaned_data["number"]
                domain.write_wording(kind=kind, language=language, texts=form.texts, number=number, by=me(request))
                messages.success(request, gettext("Saved. It holds for messages that are sent from now on."))
                return redirect("message_text", key, language)
        except ValidationError as error:
            blame(form, error)
        except StaleError:
            form.add_error(None, gettext("Somebody else has changed this text meanwhile. Look at it again, then save."))
    context = {
        "form": form, "kind": kind, "language": language, "language_name": NAMES[language], "now": now, "shown": shown,
        "variables": [(one.key, one.label, one.example[language]) for one in kind.all_variables],
        "versions": list(queries.list_versions(kind, language, by=me(request))),
        "others": [(one, NAMES[one]) for one in LANGUAGES if one != language], "back": reverse("message_text_list"),
    }  # fmt: skip
    return render(request, "portal/inbox/text.html", context)


@permitted(Permission.MESSAGE_TEXT_EDIT)
@require_POST
def bring_back(request: HttpRequest, key: str, language: str) -> HttpResponse:
    """An earlier version again, or what was shipped (``version`` 0); as a new version, so that this can be undone."""
    kind = _kind(key, language)
    asked = request.POST.get("version", "")
    number = queries.find_text(kind, language).number
    try:
        if asked == "0":
            domain.reset_wording(kind=kind, language=language, number=number, by=me(request))
        else:
            rows = queries.list_versions(kind, language, by=me(request))
            row = rows.filter(
                number=int(asked) if asked.isdecimal() and len(asked) < 9 else -1, is_shipped=False
            ).first()
            if row is None:
                raise Http404
            texts = {name: getattr(row, name) for name in LIMITS}
            domain.write_wording(kind=kind, language=language, texts=texts, number=number, by=me(request))
    except ValidationError as error:
        tell(request, error)
    except StaleError:
        messages.error(request, gettext("Somebody else has changed this text meanwhile. Look at it again, then save."))
    else:
        messages.success(request, gettext("Saved. It holds for messages that are sent from now on."))
    return redirect("message_text", key, language)


def _kind(key: str, language: str) -> MessageKind:
    try:
        kind = kind_of(key)
    except KeyError as error:
        raise Http404 from error
    if language not in LANGUAGES:
        raise Http404
    return kind
