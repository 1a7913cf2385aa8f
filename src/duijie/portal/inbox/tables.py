"""The inbox, and what one's own deeds sent to others."""

import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duijie.messaging.models import Message
from duijie.portal.tables import Table

_BOX = '<input type="checkbox" class="form-check-input" name="row" value="{}" form="bulk" aria-label="{}">'


class InboxTable(Table):
    caption = _("Messages")
    box = django_tables2.Column(verbose_name=_("Choose"), empty_values=(), orderable=False)
    subject = django_tables2.Column(verbose_name=_("Message"), empty_values=(), orderable=False)
    kind = django_tables2.Column(verbose_name=_("Kind"))
    by = django_tables2.Column(verbose_name=_("From"), order_by="by__name", attrs={"td": {"translate": "no"}})
    created_at = django_tables2.DateTimeColumn(
        verbose_name=_("Sent"), format="Y-m-d H:i", attrs={"td": {"class": "nowrap"}}
    )
    more = django_tables2.Column(verbose_name=_("More"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        order_by = "-created_at"
        empty_text = _("No message here. Clear the filters, or look into the archive.")

    def render_box(self, record: Message) -> SafeString:
        label = gettext("Choose “%(name)s”") % {"name": record.subject}
        return format_html(_BOX, record.pk, label)

    def render_subject(self, record: Message) -> SafeString:
        address = reverse("message_open", args=[record.code])
        marks = [
            format_html('<span class="badge badge-{}">{}</span> ', look, word)
            for look, word, holds in (
                ("info", gettext("unread"), record.read_at is None),
                ("bad", gettext("urgent"), record.is_urgent),
                ("plain", gettext("archived"), record.archived_at is not None),
            )
            if holds
        ]
        weight = "fw-semibold" if record.read_at is None else ""
        link = format_html('<a href="{}" class="{}" translate="no">{}</a>', address, weight, record.subject)
        short = format_html('<br><span class="text-muted" translate="no">{}</span>', record.short)
        return SafeString("".join([*marks, link, short]))

    def render_kind(self, record: Message) -> str:
        return str(record.kind_label)

    def render_more(self, record: Message) -> SafeString:
        words, name = gettext("Text and QR code"), gettext("Text and QR code of “%(name)s”") % {"name": record.subject}
        return format_html(
            '<a href="{}" aria-label="{}">{}</a>', reverse("message_detail", args=[record.pk]), name, words
        )


class SentTable(InboxTable):
    caption = _("Messages to others")
    box = None
    by = None
    account = django_tables2.Column(
        verbose_name=_("To"), empty_values=(), order_by="account__name", attrs={"td": {"translate": "no"}}
    )

    class Meta(InboxTable.Meta):
        sequence = ("subject", "kind", "account", "created_at", "more")
        empty_text = _("Nothing that you did has sent a message to anybody yet.")

    def render_subject(self, record: Message) -> SafeString:
        state = gettext("read") if record.read_at else gettext("not read yet")
        if record.needs_receipt:
            state = gettext("receipt confirmed") if record.received_at else gettext("receipt not confirmed yet")
        return format_html(
            '<a href="{}" translate="no">{}</a><br><span class="text-muted">{}</span>',
            reverse("message_detail", args=[record.pk]), record.subject, state,
        )  # fmt: skip

    def render_account(self, record: Message) -> str:
        return record.reader
