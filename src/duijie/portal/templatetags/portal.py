"""Small template pieces: ``{% icon %}``, ``{% crumb %}``, ``{% capture %}`` and the moments of the platform's clock."""

from typing import Any

from django import template
from django.template.base import NodeList, Parser, Token
from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from duijie.common.listing import listed

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A symbol of ``portal/icons.svg``. Without a label it is decoration and hidden from screen readers."""
    address = f"{static('portal/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>',
            label,
            address,
        )
    return format_html('<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', address)


@register.filter(name="listed")
def values_listed(values: Any) -> str:
    """Several values in one line; nothing for none."""
    return listed(values) if values else ""


@register.simple_tag
def crumb(label: Any, address: str = "", *, own: bool = False) -> SafeString:
    """A step of the path above the heading; without an address it is the page itself. A record is called by its own
    name, whatever the language of the page; ``own``: so is this text."""
    if address:
        is_data = own or not isinstance(label, str | Promise)
        mark = mark_safe(' translate="no"') if is_data else ""
        return format_html('<li class="breadcrumb-item"><a href="{}"{}>{}</a></li>', address, mark, label)
    return format_html('<li class="breadcrumb-item active" aria-current="page">{}</li>', label)


class CaptureNode(template.Node):
    def __init__(self, nodes: NodeList, name: str) -> None:
        self.nodes = nodes
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        context[self.name] = mark_safe(self.nodes.render(context).strip())  # noqa: S308 – rendered, thus escaped
        return mark_safe("")


@register.tag
def capture(parser: Parser, token: Token) -> CaptureNode:
    """``{% capture name %}…{% endcapture %}`` renders once and keeps the result for several uses."""
    parts = token.split_contents()
    if len(parts) != 2:
        raise template.TemplateSyntaxError("capture needs one name")
    nodes = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CaptureNode(nodes, parts[1])


@register.filter
def page_window(page: Any) -> list[int | None]:
    """Page numbers to offer: the first, the last and two on each side of the present one; ``None`` is a gap."""
    last = page.paginator.num_pages
    wanted = sorted({1, last, *range(max(1, page.number - 2), min(last, page.number + 2) + 1)})
    window: list[int | None] = []
    for before, number in zip([0, *wanted], wanted, strict=False):
        if number - before > 1:
            window.append(None)
        window.append(number)
    return window
