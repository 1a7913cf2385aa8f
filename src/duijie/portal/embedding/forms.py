"""Forms of embedding models: choosing, adding, trying."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from duijie.portal.embedding.labels import LANGUAGES, SAMPLES
from duijie.search.domain.embedding_models import INCOMING, KEYS, MOST_CHARACTERS, incoming_folders
from duijie.search.domain.queries.embedding_models import KnownModel
from duijie_match.embedding.adding import PUBLISHED
from duijie_match.embedding.lengths import FEWEST_TOKENS, MOST_TOKENS
from duijie_match.embedding.shelf import ANY

READS = (ANY, "zh", "en")
POOLING_NAMES: dict[str, Any] = {"cls": _("the first token"), "mean": _("the mean of all tokens")}


class ChooseForm(forms.Form):
    """A model for each language; ``agreed`` only where one of them is behind an address."""

    def __init__(self, data: Any = None, *, models: list[KnownModel], used: dict[str, str]) -> None:
        super().__init__(data)
        here = [one for one in models if one.is_here]
        for language in READS:
            names: list[tuple[str, Any]] = [(one.name, one.name) for one in here if one.language in (language, ANY)]
            if language != ANY:
                names.insert(0, ("", _("the same as for any language")))
            self.fields[f"reads_{language}"] = forms.ChoiceField(
                label=LANGUAGES[language],
                choices=names,
                required=language == ANY,
                initial=used.get(language, ""),
                widget=forms.Select(attrs={"translate": "no"}),
            )
        self.fields[f"reads_{ANY}"].help_text = _("The search, and matches of texts in both languages.")
        if any(one.is_remote for one in here):
            self.fields["agreed"] = forms.BooleanField(
                label=_("The texts of all records may be sent to the server behind the address."), required=False
            )

    @property
    def used(self) -> dict[str, str]:
        return {language: self.cleaned_data[f"reads_{language}"] for language in READS}


KINDS: dict[str, Any] = {
    "published": _("Language model to fetch"),
    "folder": _("Folder on the server"),
    "address": _("Server of models"),
}
HINTS: dict[str, Any] = {
    "published": _("It is fetched by the Maven client, which needs a network."),
    "folder": "",
    "address": _("A server that speaks /v1/embeddings."),
}
ASKED = {
    "published": ("kind", "name"),
    "folder": ("kind", "name", "language", "source", "pooling", "text_before", "limit"),
    "address": ("kind", "name", "language", "url", "model", "key_variable", "timeout", "text_before", "limit"),
}
"""What is asked for a model of each kind, in this order."""


class AddForm(forms.Form):
    """Where a model comes from; it has the fields of its kind alone."""

    kind = forms.ChoiceField(choices=list(KINDS.items()), widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=60, help_text=_("Small letters, digits, dots and hyphens."))
    language = forms.ChoiceField(label=_("Reads"), choices=[(one, LANGUAGES[one]) for one in READS], required=False)
    source = forms.ChoiceField(label=_("Folder"), required=False, widget=forms.Select(attrs={"translate": "no"}))
    pooling = forms.ChoiceField(
        label=_("Pooling"), choices=[("", _("as the folder says, else the mean of all")), *POOLING_NAMES.items()],
        required=False,
    )  # fmt: skip
    text_before = forms.CharField(label=_("Text before each text"), max_length=60, required=False, strip=False)
    limit = forms.IntegerField(
        label=_("Tokens it reads"), min_value=FEWEST_TOKENS, max_value=MOST_TOKENS, required=False
    )
    url = forms.CharField(label=_("Address of the server"), max_length=300, required=False)
    model = forms.CharField(label=_("What the model is called there"), max_length=200, required=False)
    key_variable = forms.CharField(label=_("Variable that holds the key"), max_length=100, required=False)
    timeout = forms.IntegerField(
        label=_("Seconds until it must answer"), min_value=1, max_value=600, required=False, initial=60
    )

    def __init__(self, data: Any = None, *, kind: str = "", name: str = "") -> None:
        """``kind`` and ``name`` are what the page had chosen; a form that is sent has a kind itself."""
        chosen = (data.get("kind") if data else kind) or ""
        self.chosen = chosen if chosen in ASKED else next(iter(ASKED))
        self.hint = HINTS[self.chosen]
        super().__init__(data, initial={"kind": self.chosen, "name": name[:60]})
        if self.chosen == "published":
            self.fields["name"] = forms.ChoiceField(
                label=_("Name"), choices=[(one, one) for one in PUBLISHED], widget=forms.Select({"translate": "no"})
            )
        folders = incoming_folders()
        self.fields["source"].choices = [("", "–"), *((one, one) for one in folders)]  # type: ignore[attr-defined]
        self.fields["source"].help_text = _(
            "Put it into “%(folder)s” of the data folder: model.onnx and tokenizer.json."
        ) % {"folder": INCOMING}
        self.fields["key_variable"].help_text = _("Its name begins with %(begin)s; the key itself is never stored.") % {
            "begin": KEYS
        }
        self.fields = {each: self.fields[each] for each in ASKED[self.chosen]}

    @property
    def values(self) -> dict[str, Any]:
        told = {key: value for key, value in self.cleaned_data.items() if key != "name"}
        prefix = told.pop("text_before", "")
        return {**told, "prefix": prefix}


class TryForm(forms.Form):
    """A question, and texts of which the nearest shall come first."""

    question = forms.CharField(label=_("Question"), max_length=MOST_CHARACTERS, initial=SAMPLES[0])
    texts = forms.CharField(
        label=_("Texts, one a line"), widget=forms.Textarea(attrs={"rows": 6}), initial="\n".join(SAMPLES[1:]),
        max_length=20_000,
    )  # fmt: skip

    @property
    def lines(self) -> list[str]:
        return list(self.cleaned_data["texts"].splitlines())
