"""Hostile strings of our own making: what people and programs put where text belongs.

They are built, not collected: each kind of payload stands in each kind of context, so that a hole for one combination
is found even where the others are closed. `all_strings()` gives them in a fixed order, each once.
"""

from __future__ import annotations

import html
import itertools
from urllib.parse import quote

# What runs, if it is let. `dl()` is never defined: the checks look at what a parser sees, the browser test at dialogs.
CALLS = ("alert(1)", "window.dl=1", "import('data:text/javascript,alert(1)')")

TAGS = ("img src=x onerror=alert(1)>", "script>alert(1)</script>", "svg/onload=alert(1)>")

ELEMENTS = (
    "<script>{call}</script>",
    "<SCRIPT SRC=data:,{url}></SCRIPT>",
    "<script/x>{call}</script/y>",
    '<img src=x onerror="{call}">',
    "<img src=x onerror={call}//",
    "<image src=x onerror={call}>",
    "<svg onload={call}>",
    "<svg><script>{call}</script></svg>",
    "<svg><animate onbegin={call} attributeName=x dur=1s>",
    '<svg><a xlink:href="javascript:{call}"><text y=9>x</text></a></svg>',
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=\"http://www.w3.org/2000/svg\"/>#x'></svg>",
    '<svg><set attributeName="href" to="javascript:{call}">',
    "<math><mtext></form><form><mglyph><style></math><img src onerror={call}>",
    '<math href="javascript:{call}">x</math>',
    "<body onload={call}>",
    "<details open ontoggle={call}>",
    "<video><source onerror={call}></video>",
    "<audio src=x onerror={call}>",
    "<input autofocus onfocus={call}>",
    "<marquee onstart={call}>x</marquee>",
    '<iframe srcdoc="<script>{call}</script>"></iframe>',
    '<iframe src="javascript:{call}"></iframe>',
    '<object data="data:text/html,<script>{call}</script>"></object>',
    '<embed src="javascript:{call}">',
    '<a href="javascript:{call}">x</a>',
    '<a href="java\tscript:{call}">x</a>',
    '<a href=" &#1;javascript:{call}">x</a>',
    '<form action="javascript:{call}"><button>x</button></form>',
    '<button formaction="javascript:{call}">x</button>',
    '<meta http-equiv=refresh content="0;url=javascript:{call}">',
    '<base href="javascript:{call}//">',
    '<link rel=stylesheet href="data:text/css,*{{x:1}}">',
    "<style>@import 'data:text/css,*{{x:1}}';</style>",
    '<p style="background:url(javascript:{call})">x</p>',
    "<template><script>{call}</script></template>",
    "<noscript><p title='</noscript><img src=x onerror={call}>'>",
    "<xmp><script>{call}</script></xmp>",
    "<plaintext><script>{call}</script>",
    "<!--><script>{call}</script>-->",
    "<![CDATA[><script>{call}</script>]]>",
    "<?xml-stylesheet href='javascript:{call}'?>",
    "<x onclick={call} tabindex=1>x</x>",
)

# How a context is left: attribute, script, JSON, comment, title, text area, Markdown, YAML, template.
BREAKS = (
    '"><{tag}',
    "'><{tag}",
    '"/><{tag}',
    "</title><{tag}",
    "</textarea><{tag}",
    "</style><{tag}",
    "</script><{tag}",
    "--><{tag}",
    "--!><{tag}",
    "]]><{tag}",
    '"}}</script><{tag}',
    "\\u003c/script\\u003e<{tag}",
    "`><{tag}",
    "\n\n<{tag}",
    "\u2028<{tag}",
    "\x00<{tag}",
)

MARKDOWN = (
    "[x](javascript:{call})",
    "[x](JaVaScRiPt:{call})",
    "[x](  javascript:{call})",
    "[x](javascript&colon;{call})",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:{call})",
    "[x]: javascript:{call}\n\n[x]",
    "![x](javascript:{call})",
    '![x](x "onerror={call}")',
    '![x](x"onerror="{call})',
    "<javascript:{call}>",
    '<https://example.org/" onclick="{call}>',
    "`<script>{call}</script>`",
    "```\n</code></pre><script>{call}</script>\n```",
    "    </code></pre><script>{call}</script>",
    "> <script>{call}</script>",
    "| a | <script>{call}</script> |\n|---|---|",
    "# <script>{call}</script>",
    "[^1]\n\n[^1]: <script>{call}</script>",
    "*<script>*{call}</script>",
    "\\<script>{call}</script>",
    "&lt;script&gt;{call}&lt;/script&gt;",
    "&#60;script&#62;{call}&#60;/script&#62;",
    "<scr<script>ipt>{call}</scr</script>ipt>",
)

OTHER = (
    "1000.00",  # with the next one: the second's name gets the day behind it, and begins like another date
    "1000,00",
    # templates and formats
    "{{ 7*7 }}",
    "{{ self.__init__.__globals__ }}",
    "{% import os %}",
    "{# x #}",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "{filename}../../pelican.conf.py",
    "{static}/etc/passwd",
    "{attach}x",
    "|filename|x",
    "%s%n%x",
    "{0.__class__}",
    "%(title)s",
    "{n}{q}",
    # citations
    "}",
    "{",
    "\\}, note = {x",
    "x}\n\n@article{y, title={z",
    "x\r\nER  - \r\nTY  - NEWS",
    "\\input{/etc/passwd}",
    "$^_~#&%",
    # spreadsheets
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    '=HYPERLINK("https://example.org","x")',
    "\t=1+1",
    "\r=1+1",
    "=cmd|' /C calc'!A0",
    "\n=1+1",
    " =1+1",
    "\uff1d1+1",  # a full-width sign
    "x;=1+1",  # begins a cell where a spreadsheet's language parts them by semicolons
    'x;;  "=1+1',
    "x\t=1+1",
    "x;\t@SUM(1)",
    # terminals
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "\x1b[2J\x1b[H",
    "\x9b31m",
    "\x1b]8;;https://example.org\x07x\x1b]8;;\x07",
    "\x08\x08\x08x",
    "\x7f",
    # YAML and headers
    "!!python/object/apply:os.system [id]",
    "&a [*a, *a]",
    "*a",
    "---\ntitle: x",
    "...\n---",
    "key: value",
    "- item",
    "? x",
    "| x",
    "> x",
    "yes",
    "null",
    "~",
    "2020-01-01",
    "0x10",
    "1_000",
    "1e3",
    ".inf",
    "[a, b]",
    "{a: b}",
    "'",
    '"',
    "\\",
    "#x",
    "x #y",
    ": ",
    "%TAG",
    "@x",
    "`x`",
    "title: a\nstatus: published\nsave_as: ../../x.html",
    "Status: published",
    # paths
    "../../../etc/passwd",
    "..\\..\\x",
    "/etc/passwd",
    "C:\\x",
    "\\\\server\\x",
    "a/../../b",
    "./.",
    "..",
    ".",
    "CON",
    "nul.txt",
    "aux",
    "x.",
    "x ",
    ".htaccess",
    "index.html",
    "search.html",
    "a" * 300,
    "\u202etxt.exe",
    "a\u200bb",
    "é",
    "e\u0301",
    "ﬁ",
    "İ",
    "ß",
    "/",
    "?q=x#y",
    "%2e%2e%2f",
    "~root",
    # text that breaks text
    "\ufeffx",
    "\ud7ff\ue000",
    "\ufffe",
    "\U0010ffff",
    "x\u0300" + "\u0301" * 200,
    "\u061c\u202a\u202b\u2066\u2069",
    "﷽" * 50,
    "👩‍👩‍👧‍👦" * 20,
    "\x85x",
    "\u2028x",
    "\x0bx",
    "\x0cx",
    "a\rb",
    "a\r\nb",
    " ",
    "\u00a0",
    "\u3000",
    "0",
    "-1",
    "NaN",
    "undefined",
    "__proto__",
    "constructor",
    "toString",
    "hasOwnProperty",
    "<",
    ">",
    "&",
    "&amp;amp;",
    "&nbsp;",
    "&#0;",
    "<a",
    "<!",
    "</",
    "<!--",
    "-->",
    "]]>",
    "<![CDATA[",
    "<?php",
    "<%",
    # links out
    "//example.org/x",
    'https://example.org/"onmouseover="alert(1)',
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "https://example.org/'); alert(1); //",
    "http://[::1",
    "https://user:pass@example.org",
    "blob:x",
    "mailto:x?body=<script>",
)


def all_strings() -> tuple[str, ...]:
    """Every string, each once, in a fixed order."""
    return _strings(CALLS, TAGS)


def sample() -> tuple[str, ...]:
    """Every kind of payload and every kind of context once: over half of all."""
    return _strings(CALLS[:1], TAGS[:1])


def _strings(calls: tuple[str, ...], tags: tuple[str, ...]) -> tuple[str, ...]:
    made: dict[str, None] = {}
    for element, call in itertools.product(ELEMENTS, calls):
        made[element.format(call=call, url=quote(call))] = None
    for context, tag in itertools.product(BREAKS, tags):
        made[context.format(tag=tag)] = None
    for text, call in itertools.product(MARKDOWN, calls):
        made[text.format(call=call)] = None
    for text in OTHER:
        made[text] = None
    for text in ("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><svg onload=alert(1)>'):
        made[html.escape(text)] = None  # must not be unescaped once too often
        made[html.escape(html.escape(text))] = None
        made[quote(text)] = None
        made[text.replace("<", "\uff1c").replace(">", "\uff1e")] = None  # full-width, which folding turns back
        made["".join(f"\\u{ord(c):04x}" for c in text)] = None
        made["".join(f"&#x{ord(c):x};" for c in text)] = None
    return tuple(made)
