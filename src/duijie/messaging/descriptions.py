"""The table of kinds of message as a page of the documentation."""

from duijie.common.descriptions import chinese, note, page
from duijie.messaging.kinds import MailChoice, kinds

BY_MAIL = {MailChoice.AT_ONCE: "at once", MailChoice.DAILY: "once a day", MailChoice.NEVER: "never"}


@page("messages")
def describe_messages() -> str:
    """``docs/reference/messages.md``: every kind, how it comes unless chosen otherwise, what it says."""
    lines = [
        "# Kinds of message",
        "",
        note("messages"),
        "",
        "All lie in the inbox. Mail and SMS are what holds until somebody chooses otherwise; none goes out outside the"
        " hours, urgent ones at their next opening and not with the daily mail. Every text may also use `{name}` of the"
        " reader and `{site}`.",
        "",
        "| kind | English | 中文 | urgent | mail | SMS | receipt | variables |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind in kinds():
        marks = [
            "yes" if kind.urgency == "urgent" else "–", BY_MAIL[kind.mail], "yes" if kind.sms else "–",
            "asked for" if kind.needs_receipt else "–", " ".join(f"`{{{one.key}}}`" for one in kind.variables),
        ]  # fmt: skip
        lines.append(f"| `{kind.key}` | {kind.label} | {chinese(kind.label)} | {' | '.join(marks)} |")
    lines += ["", "## Short texts as shipped", "", "| kind | English | 中文 |", "| --- | --- | --- |"]
    for kind in kinds():
        lines.append(f"| `{kind.key}` | {kind.texts['en'].short} | {kind.texts['zh-hans'].short} |")
    return "\n".join(lines) + "\n"
