"""Words for what the audit says of postings and agreements."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.programmes.posting_states import AGREEMENT_STEPS, NEED_STEPS, POSTING_STEPS

POSTING_VERBS: dict[str, Any] = {
    "posting_call.add": _("called for postings"),
    "posting_call.edit": _("changed days or limits of postings"),
    "posting_need.add": _("stated a need for a posting"),
    "posting_need.edit": _("changed a need for a posting"),
    "posting_need.export": _("exported needs for postings"),
    "posting_need.refused": _("was refused a need for a posting"),
    "firm_owner.add": _("noted an owner of a firm"),
    "firm_owner.export": _("exported owners of firms"),
    "firm_owner.remove": _("removed an owner of a firm"),
    "posting_plan.add": _("began a posting plan"),
    "posting_plan.computed": _("computed a posting plan"),
    "posting_plan.export": _("exported the pairs of a posting plan"),
    "posting_plan.choose": _("put a pair into a posting plan"),
    "posting_plan.drop": _("took a pair out of a posting plan"),
    "posting_plan.release": _("began to release a posting plan"),
    "posting_plan.released": _("released a posting plan"),
    "posting.add": _("posted somebody"),
    "posting.export": _("exported postings"),
    "agreement.refused": _("was refused at an agreement"),
    "posting.refused": _("was refused a posting"),
    "agreement.draw_up": _("drew up an agreement"),
    "agreement.extend": _("drew up an extension"),
    "agreement.document": _("took the document of an agreement"),
    "agreement.scan": _("read the scan of an agreement"),
    "agreement_template.add": _("brought a template of agreements"),
    "agreement_template.archive": _("archived a template of agreements"),
    "signing_meeting.add": _("entered a signing meeting"),
}
for _noun, _table in (("posting_need", NEED_STEPS), ("posting", POSTING_STEPS), ("agreement", AGREEMENT_STEPS)):
    POSTING_VERBS |= {f"{_noun}.{one.verb}": one.label for one in _table.values()}

LEFT_OUT: dict[str, Any] = {
    "owner": _("owns a part of the firm"),
    "person_full": _("serves as many hosts as the call allows"),
    "academician": _("has as many stations as an academician may have"),
    "team": _("somebody of the team is in another one"),
    "host_full": _("the host has as many persons as the call allows"),
    "twice": _("is posted at this host already"),
    "certificate": _("the certificate is not in force"),
    "term": _("the certificate does not cover the term"),
    "need": _("the need is met or was withdrawn"),
    "other": _("could not be posted"),
}
"""Why the release of a plan left a pair out."""

POSTING_TARGETS: dict[str, Any] = {
    "programmes.postingcall": _("call for postings"),
    "programmes.postingneed": _("need for a posting"),
    "programmes.firmowner": _("owner of a firm"),
    "programmes.postingplan": _("posting plan"),
    "programmes.posting": _("posting"),
    "programmes.agreement": _("agreement"),
    "programmes.agreementtemplate": _("template of agreements"),
    "programmes.signingmeeting": _("signing meeting"),
    "programmes.station": _("station"),
    "programmes.award": _("award"),
}

POSTING_KEYS: dict[str, Any] = {
    "agreement": _("agreement"),
    "agreements": _("agreements"),
    "breaches": _("limits broken"),
    "by": _("by"),
    "call": _("call for postings"),
    "cases": _("cases handed over"),
    "certificate": _("certificate"),
    "changed": _("changed (before, after)"),
    "ended_on": _("ended on"),
    "firm": _("firm"),
    "held_on": _("held on"),
    "host": _("host unit"),
    "left_out": _("left out"),
    "need": _("need"),
    "number": _("number"),
    "owns_no_part": _("says to own no part"),
    "pairs": _("pairs"),
    "party": _("party"),
    "person": _("person"),
    "posting": _("posting"),
    "postings": _("postings"),
    "sha256": _("digest of the file"),
    "side": _("side"),
    "signed_on": _("signed on"),
    "source": _("source"),
    "successor": _("takes over"),
    "to": _("to"),
}
