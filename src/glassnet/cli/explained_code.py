"""`glassnet audit --code G301`: what a code of the audit means."""

from glassnet.cli.terminal import Terminal
from glassnet.diagnosis.audit.codes import TITLES
from glassnet.diagnosis.audit.explanations import EXPLANATIONS
from glassnet.locales import _, translate
from glassnet.nn.demand import one_of


def explain_code(code: str) -> int:
    """Prints what a code means, as the page in docs has it.

    Raises:
        UnknownNameError: if there is no such code.
    """
    known = one_of(code.upper(), TITLES, _("code of the audit"), f"--code {code}")
    screen, found = Terminal(), EXPLANATIONS[known]
    title = screen.style(translate(TITLES[known]), "dim")
    screen.line(f"{screen.style(known, 'bold')}  {title}")
    screen.text(_("What it is: {text}").format(text=translate(found.meaning)), "  ")
    screen.text(_("Not to be confused with: {text}").format(text=translate(found.unlike)), "  ")
    screen.text(_("Example: {text}").format(text=translate(found.example)), "  ")
    screen.text(_("Fix: {text}").format(text=translate(found.fix)), "  ")
    return 0
