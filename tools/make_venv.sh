#!/bin/sh
# Make a virtual environment with a Python that is new enough, or say what is missing.
#   sh tools/make_venv.sh FOLDER [PYTHON]
set -eu

folder=$1
chosen=${2:-}
oldest="3.11"

# Runs on any Python 3, so that an old one can be refused instead of failing.
new_enough='import sys; sys.exit(sys.version_info < (3, 11))'

if [ -n "$chosen" ]; then
    candidates=$chosen
else
    candidates="python3 python3.14 python3.13 python3.12 python3.11 python"
fi

found=
without_venv=
for python in $candidates; do
    "$python" -c "$new_enough" >/dev/null 2>&1 || continue
    if "$python" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        found=$python
        break
    fi
    without_venv=${without_venv:-$python}
done

if [ -z "$found" ] && [ -n "$without_venv" ]; then
    echo "$without_venv has no module venv, which keeps glassnet apart from other programs." >&2
    echo "Install it, then run the same command again:" >&2
    echo "  Debian, Ubuntu:  sudo apt install python3-venv" >&2
    echo "  or, without make:  python3 -m pip install --user . && glassnet demo" >&2
    exit 1
fi
if [ -z "$found" ]; then
    echo "glassnet needs Python $oldest or newer." >&2
    for python in $candidates; do
        version=$("$python" --version 2>/dev/null) && echo "  found: $python is $version" >&2
    done
    echo "Install a newer one, or name it:  make setup PYTHON=/path/to/python3" >&2
    exit 1
fi

# An environment whose own Python still works is kept, with what is installed in it.
if "$folder/bin/python" -c "$new_enough; import pip" >/dev/null 2>&1; then
    exit 0
fi
echo "Making $folder with $("$found" --version) …"
"$found" -m venv "$folder"
