"""Words for what the audit log names by keys: verbs and kinds of target."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from duijie.demands.challenge_states import CHALLENGE_STEPS
from duijie.demands.states import STEPS
from duijie.portal.common_problems.labels import COMMON_VERBS
from duijie.portal.embedding.labels import EMBEDDING_VERBS
from duijie.portal.exchange.labels import EXCHANGE_VERBS
from duijie.portal.matching.labels import PROPOSAL_VERBS, RANKING_VERBS
from duijie.portal.plans.labels import PLAN_VERBS
from duijie.portal.postings.labels import POSTING_TARGETS, POSTING_VERBS
from duijie.portal.programmes.labels import PROGRAMME_VERBS
from duijie.portal.worklogs.labels import SERVICE_TARGETS, SERVICE_VERBS

VERBS: dict[str, Any] = {
    "account.add": _("added an account"),
    "account.edit": _("edited an account"),
    "account.deactivate": _("deactivated an account"),
    "account.activate": _("activated an account"),
    "account.unlock": _("unlocked an account"),
    "account.lock": _("account locked after wrong passwords"),
    "account.sign_in": _("signed in"),
    "account.sign_in_failed": _("failed to sign in"),
    "account.sign_out": _("signed out"),
    "account.language": _("changed the language"),
    "password.change": _("changed the password"),
    "password.reset": _("reset a password"),
    "second_factor.remove": _("turned off another's two-step sign-in"),
    "membership.grant": _("granted a role"),
    "membership.revoke": _("withdrew a role"),
    "token.add": _("made an API token"),
    "access.refused": _("was refused for lack of a right"),
    "token.revoke": _("revoked an API token"),
    "area.add": _("added an area"),
    "area.edit": _("edited an area"),
    "area.move": _("moved an area"),
    "area.archive": _("archived an area"),
    "area.restore": _("restored an area"),
    "organisation.add": _("added an organisation"),
    "organisation.edit": _("edited an organisation"),
    "organisation.archive": _("archived an organisation"),
    "organisation.restore": _("restored an organisation"),
    "organisation.export": _("exported organisations"),
    "import.upload": _("brought a list"),
    "import.correct": _("corrected a row of a list"),
    "import.apply": _("imported a list"),
    "import.write": _("wrote rows of a list"),
    "import.put_back": _("took rows of a list back"),
    "import.revert": _("reverted an import"),
    "list_match.add": _("brought two lists"),
    "list_match.replace_file": _("replaced a list"),
    "list_match.correct": _("corrected how lists are read"),
    "list_match.start": _("matched two lists"),
    "list_match.rename": _("renamed a list match"),
    "list_match.remove": _("deleted a list match"),
    "list_match.download": _("downloaded a workbook"),
    "job.start": _("started a job"),
    "job.cancel": _("stopped a job"),
    "job.retry": _("ran a job again"),
    "calendar.set": _("corrected a working day"),
    "calendar.reset": _("reset a working day"),
    "site.edit": _("changed the names of the site"),
    "site.preset": _("started as one kind of organisation"),
    "site.logo": _("changed the logo"),
    "site.reset": _("set the names of the site as shipped"),
    "site.restore": _("brought back earlier names of the site"),
    "department.add": _("added a department"),
    "department.edit": _("renamed a department"),
    "department.archive": _("archived a department"),
    "department.restore": _("restored a department"),
    "audit.export": _("exported the audit log"),
    "message.export": _("exported messages"),
    "message.choose": _("chose how messages come"),
    "message.stop": _("stopped mails of a kind"),
    "message.resume": _("let mails of a kind come again"),
    "message.receipt": _("confirmed receipt of a message"),
    "message.link_refused": _("a one-click link was refused"),
    "message.stop_refused": _("a link that stops mails was refused"),
    "message.code_refused": _("the short address of somebody else's message, or of none, was followed"),
    "link.locked": _("too many links that do not work from one address: it waits"),
    "message_text.edit": _("changed a text of messages"),
    "message_text.reset": _("set a text of messages as shipped"),
    "county.export": _("exported the figures of an area"),
    "work_report.make": _("had a work report made"),
    "work_report.change": _("changed a work report"),
    "work_report.archive": _("archived a work report"),
    "work_report.restore": _("restored a work report"),
    "work_report.export": _("exported the list of work reports"),
    "work_report.trace_refused": _("a link from a figure to its evidence was refused"),
    "work_report.download": _("downloaded a work report"),
    "report_template.take": _("brought a template of work reports"),
    "report_template.reset": _("went back to the shipped template of work reports"),
    "funnel.export": _("exported the funnel of an area"),
    "area.map": _("brought a map of the areas"),
    "area.map_remove": _("removed the map of the areas"),
    "personal_data.read": _("read personal data"),
}

RECORD_VERBS: dict[str, Any] = {
    "add": _("added a record"),
    "edit": _("edited a record"),
    "archive": _("archived a record"),
    "restore": _("restored a record"),
    "export": _("exported a list"),
    "merge": _("merged a record"),
    "unmerge": _("undid a merge"),
    "part_add": _("added to a record"),
    "part_edit": _("edited part of a record"),
    "part_remove": _("removed part of a record"),
}
for _noun in ("achievement", "person", "service", "carrier", "station", "award", "demand", "visit", "organisation"):
    for _verb, _label in RECORD_VERBS.items():
        VERBS.setdefault(f"{_noun}.{_verb}", _label)
VERBS |= {f"proposal.{verb}": label for verb, label in PROPOSAL_VERBS.items()}
VERBS |= {
    "match.run": _("matched the demands of an area"),
    "match.choose": _("chose a candidate"),
    "match.unchoose": _("took a choice back"),
    "match.judge": _("judged a candidate"),
    "match.unjudge": _("took a judgement back"),
    "match.export": _("exported candidates"),
    "match.export_runs": _("exported the list of match runs"),
}
VERBS |= {f"ranking_model.{verb}": label for verb, label in RANKING_VERBS.items()}
VERBS |= {
    "lexicon.add": _("added a concept to the lexicon"),
    "lexicon.edit": _("changed a concept of the lexicon"),
    "lexicon.remove": _("removed a concept from the lexicon"),
    "lexicon.import": _("imported a list of terms"),
    "lexicon.revert": _("took an import of terms back"),
    "lexicon.mine": _("looked for terms in the keywords of papers"),
    "lexicon.export": _("exported the lexicon"),
}
VERBS |= {f"embedding_model.{verb}": label for verb, label in EMBEDDING_VERBS.items()}
VERBS |= {f"plan.{verb}": label for verb, label in PLAN_VERBS.items()}
VERBS |= {
    "access.ask": _("asked to see a record whole"),
    "access.grant": _("granted access"),
    "access.refuse": _("refused access"),
    "access.revoke": _("took a consent to access back"),
    "access.withdraw": _("withdrew a request for access"),
    "access.export": _("exported requests for access"),
    "undertaking.publish": _("published a confidentiality undertaking"),
    "undertaking.sign": _("signed the confidentiality undertaking"),
    "undertaking.export": _("exported signatures"),
    "consent.give": _("consented"),
    "consent.withdraw": _("withdrew a consent"),
    "personal_data.export_reads": _("exported readings of contact data"),
    "personal_request.ask": _("asked about personal data"),
    "personal_request.fulfil": _("did as asked about personal data"),
    "personal_request.refuse": _("refused a request about personal data"),
    "personal_request.withdraw": _("withdrew a request about personal data"),
    "personal_request.contacts": _("did as asked about contact data"),
    "contact.expire": _("erased contact data whose time was over"),
    "personal_request.lift": _("lifted a restriction"),
    "personal_request.copy": _("made a copy of personal data"),
    "personal_request.download": _("took a copy of personal data along"),
    "personal_request.export": _("exported requests about personal data"),
    "person.restrict": _("set a person's data aside"),
    "person.unrestrict": _("took a person's data into use again"),
    "person.erase": _("erased a person's data"),
    "account.erase": _("ended an account and erased its contact data"),
    "filing.add": _("filed something without an account"),
    "filing.accept": _("accepted what a firm filed"),
    "filing.refuse": _("refused what a firm filed"),
    "filing.reconsider": _("decides anew what a firm filed"),
    "filing.proof": _("read the proof of a filing"),
    "filing.export": _("exported filings of firms"),
    "filing.link_refused": _("the address of a receipt was refused"),
}
VERBS["visit.demand"] = _("wrote down the demand of a visit")
VERBS["visit.position_removed"] = _("removed the position of a visit")
VERBS |= {f"common_problem.{verb}": label for verb, label in COMMON_VERBS.items()}
VERBS |= {f"exchange.{verb}": label for verb, label in EXCHANGE_VERBS.items()}
VERBS |= PROGRAMME_VERBS
VERBS |= POSTING_VERBS
VERBS |= SERVICE_VERBS
VERBS["demand.rate"] = _("rated the result")
VERBS |= {
    "challenge.prepare": _("prepared a challenge"),
    "challenge.bid": _("bid for a challenge"),
    "challenge.withdraw_bid": _("took a bid back"),
    "challenge.award": _("chose a bid"),
    "challenge.breach": _("recorded a breach of a challenge"),
    "challenge.unbreach": _("took a breach of a challenge back"),
    "challenge.breach_export": _("exported breaches of challenges"),
    "challenge.export": _("exported challenges"),
    "challenge_rules.edit": _("changed the rules of challenges"),
}
VERBS |= {f"challenge.{one.verb}": one.label for one in CHALLENGE_STEPS.values() if one.verb != "prepare"}
VERBS |= {
    "demand.supervise": _("ordered supervised handling"),
    "demand.lift": _("lifted supervised handling"),
    "clock_policy.add": _("added a clock policy"),
    "clock_policy.change": _("changed a clock policy"),
    "clock_policy.retire": _("retired a clock policy"),
    "clock_policy.export": _("exported clock policies"),
}
VERBS["demand.hand_over"] = _("handed a demand over")
VERBS |= {f"demand.{step.verb}": step.label for step in STEPS.values()}
VERBS |= {
    "comment.add": _("wrote a comment"),
    "comment.remove": _("took a comment back"),
    "attachment.add": _("added a file"),
    "attachment.remove": _("removed a file"),
    "duplicate.different": _("declared two records different"),
    "duplicate.reopen": _("opened a pair of duplicates again"),
    "duplicate.export": _("exported duplicates"),
}

TARGETS: dict[str, Any] = {
    "indicators.workreport": _("work report"),
    "indicators.reporttemplate": _("template of work reports"),
    "matching.matchrun": _("match run"),
    "matching.proposal": _("proposal"),
    "matching.rankingmodel": _("ranking model"),
    "matching.lexiconentry": _("concept of the term lexicon"),
    "matching.lexiconimport": _("import of the term lexicon"),
    "matching.assignmentplan": _("assignment plan"),
    "registry.achievement": _("achievement"),
    "registry.person": _("person"),
    "registry.service": _("service"),
    "registry.carrier": _("carrier"),
    "demands.demand": _("demand"),
    "demands.clockpolicy": _("clock policy"),
    "demands.visit": _("visit"),
    "demands.externalsystem": _("external platform"),
    "demands.exchangerun": _("handing over"),
    "demands.commonproblem": _("common technical problem"),
    "demands.filing": _("filing of a firm"),
    "programmes.programme": _("programme"),
    "programmes.round": _("round of a programme"),
    "programmes.application": _("application"),
    "programmes.certificate": _("certificate"),
    "programmes.objection": _("objection"),
    **SERVICE_TARGETS,
    "programmes.review": _("review"),
    "programmes.printrun": _("bulk printing"),
    "accounts.user": _("account"),
    "accounts.membership": _("role"),
    "accounts.apitoken": _("API token"),
    "registry.area": _("area"),
    "registry.organisation": _("organisation"),
    "registry.duplicatepair": _("pair of duplicates"),
    "search.embeddingchoice": _("choice of embedding models"),
    "common.job": _("job"),
    "messaging.wording": _("text of messages"),
    "messaging.message": _("message"),
    "common.importbatch": _("import"),
    "common.sitesettings": _("names of the site"),
    "accounts.department": _("department"),
    "common.calendarday": _("working day"),
    "matching.listmatch": _("list match"),
}
TARGETS |= POSTING_TARGETS
