"""Words for embedding models."""

from typing import Any

from django.utils.translation import gettext_lazy as _

LANGUAGES: dict[str, Any] = {"any": _("any language, and across"), "zh": _("Chinese"), "en": _("English")}

SAMPLES = (
    "低温球阀阀座泄漏怎么解决",
    "深冷球阀阀座冷缩自补偿密封技术",
    "Sealing of ball valves at cryogenic temperature",
    "采茶机械手的视觉定位与柔性夹取",
    "Selective breeding of salt-tolerant rice",
)
"""A question and texts to try a model on: two that fit, in two languages, and two that do not."""

EMBEDDING_VERBS: dict[str, Any] = {
    "choose": _("chose embedding models"),
    "give_up": _("gave up a change of embedding models"),
    "use": _("put embedding models to use"),
    "add": _("added an embedding model"),
    "take_away": _("took away the notice of an embedding model that failed"),
    "try": _("tried an embedding model"),
    "remove": _("removed an embedding model"),
    "export": _("exported embedding models"),
}
