"""Times and large numbers as people say them."""

from glassnet.locales import _


def seconds_text(seconds: float) -> str:
    """A time: "0.42 s", "12 s", "3 min 5 s"."""
    if seconds < 0.9995:
        return _("{seconds} s").format(seconds=f"{seconds:.2g}")
    if seconds < 9.95:
        return _("{seconds} s").format(seconds=f"{seconds:.1f}")
    whole = round(seconds)
    if whole < 60:
        return _("{seconds} s").format(seconds=whole)
    if whole < 3600:
        return _("{minutes} min {seconds} s").format(minutes=whole // 60, seconds=whole % 60)
    return _("{hours} h {minutes} min").format(hours=whole // 3600, minutes=whole % 3600 // 60)


def grouped(number: int) -> str:
    """A whole number with its thousands set apart: 1,797."""
    return f"{number:,}"
