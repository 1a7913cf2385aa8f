"""What those hear who filed something without an account, in the language they filed it in. Who named no address looks
at the receipt. Names nobody but the applicant."""

from duijie.demands.filing_kinds import FILING_DECIDED, FILING_RECEIVED
from duijie.demands.models import Filing
from duijie.messaging.domain.messages import Addressee, send_to_address


def tell_of_filing(filing: Filing) -> None:
    """That it arrived, within the caller's transaction."""
    if filing.email:
        send_to_address(
            key=f"filing:{filing.pk}:filed", template=FILING_RECEIVED.key, to=_applicant(filing), target=filing,
            context={"number": filing.number, "firm": filing.firm_name, "kind": filing.kind},
        )  # fmt: skip


def tell_of_decision(filing: Filing, verb: str) -> None:
    """What the office decided, within the caller's transaction."""
    if filing.email and filing.decided_at is not None:
        send_to_address(
            key=f"filing:{filing.pk}:{verb}:{filing.decided_at.isoformat()}", template=FILING_DECIDED.key,
            to=_applicant(filing), target=filing, by=filing.decided_by,
            context={
                "number": filing.number, "firm": filing.firm_name, "state": filing.state, "reason": filing.reason,
                "next": f"{filing.state}/{filing.kind}",
            },
        )  # fmt: skip


def _applicant(filing: Filing) -> Addressee:
    return Addressee(filing.email, filing.contact_name, filing.language)
