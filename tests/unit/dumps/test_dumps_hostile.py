"""Hostile files, each read in a process of its own under a limit of memory, with a bound on its CPU time.

The bound is no measurement: it only ends what grows faster than its input. Speed is measured in bench/dumps.py.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

MEGABYTE = 1 << 20
CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, (30, 30))
from dateline.dumps import read_bytes
from dateline.messages import DatelineError
n = {size}
data = {data}
try:
    dumps = read_bytes(data, "x")
    print("read", len(dumps), sum(len(dump.lines) for dump in dumps))
except DatelineError as error:
    print("refused", error.messages[0].code)
"""
CASES = {
    "one line of 50 MB": (50, "b'word word, ' * (n // 11)", "read 1 1"),
    "one word of 50 MB": (50, "b'x' * (n - 1) + b'\\xe9'", "read 1 1"),
    "one line of 50 MB in Latin-1": (50, "'été '.encode('latin-1') * (n // 4)", "read 1 1"),
    "a million lines": (8, "b'1234567\\n' * 1_000_000", "read 1 1000000"),
    "50 million lines": (50, "b'a' + b'\\n' * n", "refused DL103"),
    "100,000 nested elements": (1, "b'<html>' + b'<div>' * 100_000 + b'story'", "read 1 1"),
    "10,000 nested elements, closed": (1, "b'<html>' + b'<div>' * 10_000 + b'x' + b'</div>' * 10_000", "read 1 1"),
    "100,000 nested elements, closed wrongly": (
        2,
        "b'<html>' + b'<div>' * 100_000 + b'</b>' * 100_000",
        "refused DL106",
    ),
    "nothing but <": (50, "b'<html>' + b'<' * n", "refused DL106"),
    "a million attributes": (8, "b'<html><p ' + b' '.join(b'a%d=1' % i for i in range(700_000)) + b'>x'", "read 1 1"),
    "styles without end": (4, "b'<html><style>a{{' + b'display:none;' * (n // 13) + b'}}</style><p>x'", "read 1 1"),
    "at-rules without end": (4, "b'<html><style>' + b'@a' * (n // 2) + b'display:none</style><p>x'", "read 1 1"),
    "names of classes that divide in many ways": (
        1,
        "b'<html><style>.' + b'\\xc3\\xa9' * 90 + b'!{{display:none}}</style><p>x'",
        "read 1 1",
    ),
    "comments that divide in many ways": (1, "b'<!---->' * 1000 + b'x'", "read 1 1"),
    "open comments": (4, "b'<html><p>x' + b'<!--' * (n // 4)", "read 1 1"),
    "lists of lists": (8, "b'[' * n", "refused DL106"),
    "white space before a marker": (8, "b'a' + b' ' * n + b'1 of 2 DOCUMENTS'", "read 1 1"),
    "underscores": (8, "b'ProQuest\\n' + b'_' * n", "read 1 2"),
    "wrongly decoded text": (2, "'Itâ€™s '.encode() * (n // 11)", "read 1 1"),
}


@pytest.mark.parametrize("name", CASES)
def test_hostile_files_cost_bounded_memory(name: str) -> None:
    size, data, expected = CASES[name]
    program = CHILD.format(
        memory=2048 * MEGABYTE, size=size * MEGABYTE, data=data.replace("{{", "{").replace("}}", "}")
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == expected, done.stderr[-2000:]
    assert done.returncode == 0
