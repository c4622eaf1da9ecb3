"""`glassnet audit`: what is wrong with a gradient that somebody wrote."""

from glassnet.cli.help import Argument, Command, Option
from glassnet.cli.values import Real, Whole
from glassnet.errors import SettingError
from glassnet.locales import N_, _

APART, RESULT = N_("The code, run apart"), N_("Result")


def _audit(
    file: str | None, code: str | None, yes: bool, seconds: float, memory: int, json: bool
) -> int:
    if code is not None:
        from glassnet.cli.explained_code import explain_code

        return explain_code(code)
    if file is None:
        raise SettingError(
            _("no file to audit is named"),
            expected="glassnet audit my_network.py",
            received=_("nothing"),
            where="glassnet audit",
            fix=_("name a Python file with a loss and a gradient, or a code: --code G301"),
        )
    from glassnet.cli.auditing import audit_file

    return audit_file(file, yes=yes, seconds=seconds, memory=memory, as_json=json)


command = Command(
    "audit",
    callback=_audit,
    params=[
        Argument(
            "file",
            label=N_("FILE.py"),
            about=N_("A Python file with a loss and a gradient."),
            required=False,
        ),
        Option(
            "--yes",
            is_flag=True,
            heading=APART,
            help=N_("Run the code without asking first."),
        ),
        Option(
            "--seconds",
            metavar="S",
            type=Real(above=0.0),
            default=30.0,
            heading=APART,
            help=N_("How long it may take (default: 30)."),
        ),
        Option(
            "--memory",
            metavar="MB",
            type=Whole(64),
            default=4096,
            heading=APART,
            help=N_("How much memory it may use, where the system can limit it (default: 4096)."),
        ),
        Option(
            "--code",
            metavar="G301",
            type=str,
            heading=RESULT,
            help=N_("Audit nothing; explain this code of a finding."),
        ),
        Option(
            "--json",
            is_flag=True,
            heading=RESULT,
            help=N_("Print the result as one JSON object on the last line."),
        ),
    ],
    help=[
        N_(
            "Check a gradient that was written by hand against the slopes of its own loss, and "
            "name the mistake: a factor, a sign, a missing slope, a penalty added as a number …"
        ),
        N_(
            "The file defines loss(params), grad(params) and params; or feed_forward(inputs, "
            "outputs, weights), update_weights(inputs, outputs, weights, lr), W, x and y. With X, "
            'Y and network = {"layers": "3 sigmoid, 1", "loss": "squared_error"} more mistakes '
            "can be named."
        ),
        N_(
            "The code runs in a process of its own, in an empty folder, for a limited time, and "
            "what it starts is ended with it (on Linux all of it, elsewhere its process group). "
            "That is no sandbox: audit only code that you would run. Exit code 0: nothing found, "
            "1: findings, 2: it could not be audited."
        ),
    ],
    examples=(
        "glassnet audit my_network.py",
        "glassnet audit my_network.py --yes --json",
        "glassnet audit --code G301",
    ),
)
