"""Where the browser takes the guided tour's pictures: the tutorial shows them under the same steps."""

from duijie.portal.tour.steps import STEPS

TUTORIAL = {"en": "from-forms-to-the-report.md", "zh-hans": "from-forms-to-the-report.zh-CN.md"}
# For each step of the tour, the pictures that are taken while walking through it.
PICTURES = (
    ("home",),
    ("forms-columns", "forms-rows"),
    ("published",),
    ("match-run",),
    ("workspace",),
    ("why-not",),
    ("proposal", "proposal-link"),
    ("tour-contract",),
    ("tour-solved",),
    ("county-moved",),
    ("tour-report",),
)
assert len(PICTURES) == len(STEPS)
