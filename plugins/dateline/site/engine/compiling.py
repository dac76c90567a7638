"""The theme's templates, compiled to quicker code. The templates themselves stay as they are for any Jinja.

What Jinja finds out anew for every page is settled once, when a template is compiled: the interface's messages, the
site's name and settings. What stands side by side is one text, also where a part of it depends on a condition.
Attributes are read as Python reads them, a text is escaped by one call into C, a macro is called without going through
Jinja's general call, and a loop knows its length beforehand. A template that needs more than that (a key of a mapping
read as an attribute, a name that is not there) fails here, and that page is rendered by Jinja as it is: same bytes, or
the error that Jinja has for it. A test holds that no template of the theme that ships needs it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import cached_property
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.filters import FILTERS, do_mark_safe, do_tojson
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.utils import missing, pass_eval_context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from dateline.site.identity import Site
from dateline.site.language import Language

MESSAGE = ("_", "gettext")
PLURAL = "ngettext"
SETTLED = (str, bool, int, type(None))  # what can stand in compiled code
_ONLY_TEXTS = re.compile(r"(?:[^%]|%%|%\(\w+\)s)*")


# MarkupSafe's function in C for a plain text, without the class around its result (absent: the public one).
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
_marked = str.__new__  # a Markup of a plain text, without asking it for its HTML
_JSON_IN_HTML = (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027"))
_ABSENT = tuple((missing,) * count for count in range(12))  # what stands for the arguments that a call leaves out
# Module-wide names in a template's code: quicker to read than the environment's attributes.
_NAMES = ("text", "escaped", "shown", "safe")
_IMPORTS = "from jinja2.runtime import "


def escaped(value: object) -> str:
    """``value`` as HTML text, as a plain string: what is marked as HTML already stays as it is."""
    kind = value.__class__
    if kind is str:
        return _escape_text(value)  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is int or kind is float:
        return str(value)
    return escape(value)


def safe(value: Any) -> str:
    """``value``, which the template says is HTML, as a plain string."""
    return value if value.__class__ is str else escaped(do_mark_safe(value))


def call(
    context: Context, target: Any, *args: Any, _loop_vars: object = None, _block_vars: object = None, **kwargs: Any
) -> Any:
    """``target(*args, **kwargs)`` as ``context.call`` does it, without its detours where ``target`` is a macro."""
    if target.__class__ is Macro and not (target.caller or target.catch_kwargs or target.catch_varargs):
        left = target.arguments[len(args) :]
        if len(args) <= target._argument_count and kwargs.keys() <= set(left):
            if left:
                args = (*args, *(kwargs.get(name, missing) for name in left))
            return _marked(Markup, target._func(*args))
    if _loop_vars is not None:
        kwargs["_loop_vars"] = _loop_vars
    if _block_vars is not None:
        kwargs["_block_vars"] = _block_vars
    return context.call(target, *args, **kwargs)


def shown(context: Context, loop_vars: object, block_vars: object, target: Any, *args: Any) -> str:
    """``target(*args)`` as HTML text: ``escaped(call(...))`` without making a Markup of what a macro gives."""
    if target.__class__ is Macro and not (target.caller or target.catch_kwargs or target.catch_varargs):
        left = target._argument_count - len(args)
        if not left:
            return target._func(*args)
        if 0 < left < len(_ABSENT):
            return target._func(*args, *_ABSENT[left])
    return escaped(call(context, target, *args, _loop_vars=loop_vars, _block_vars=block_vars))


@pass_eval_context
def _joined(context: nodes.EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> Any:
    """Jinja's ``join``; of plain texts, at the speed of Python's."""
    plain = attribute is None and d.__class__ is str and value.__class__ in (list, tuple)
    if plain and all([part.__class__ is str for part in value]):  # noqa: C419 few parts: a generator costs more
        return d.join(value)
    return FILTERS["join"].__wrapped__(context, value, d, attribute)


class Loop(LoopContext):
    """What ``loop`` is in a template. All items are at hand, so that no step has to look ahead for the last one."""

    # (the base class works these out each time they are asked for)
    index0: int = -1
    index: int = 0
    first: bool = True
    last: bool = False

    def __iter__(self) -> Iterator[tuple[Any, LoopContext]]:  # type: ignore[override]
        """Each item, and the loop as it stands there."""
        items = self._items = list(self._iterable)
        self._length = len(items)
        end = self._length - 1
        for at, item in enumerate(items):
            self.index0, self.index, self.first, self.last = at, at + 1, not at, at == end
            self._before, self._current = self._current, item
            yield item, self

    @property
    def nextitem(self) -> Any:
        """The item after this one, undefined at the last."""
        return self._undefined("there is no next item") if self.last else self._items[self.index]


def filled(message: str, values: Mapping[str, object]) -> Markup:
    """A message that is marked as HTML, with texts in their places."""
    return _marked(Markup, message % {name: escaped(value) for name, value in values.items()})


class QuickEnvironment(Environment):
    """A template environment for one site in one language, autoescaping."""

    class code_generator_class(CodeGenerator):  # noqa: N801 Jinja's name for it
        """Python code for a template."""

        environment: QuickEnvironment

        def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
            if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
                super()._output_child_pre(node, frame, finalize)
            else:
                self.write("(" if _is_text(node) else "quick_escaped(")

        def visit_MarkSafe(self, node: nodes.MarkSafe, frame: Frame) -> None:  # noqa: N802, D102
            parts = _parts(node)
            if parts is None:
                super().visit_MarkSafe(node, frame)
                return
            written: list[str | nodes.Expr] = []
            for part in parts:
                known = _constant(part)
                if known is not None and written and isinstance(written[-1], str):
                    written[-1] += known
                else:
                    written.append(part if known is None else known)
            self.write("''.join((" if len(written) > 1 else "")
            for found in written:
                if isinstance(found, str):
                    self.write(repr(found))
                else:
                    self._written(found, frame)
                self.write(", " if len(written) > 1 else "")
            self.write("))" if len(written) > 1 else "" if written else "''")

        def _written(self, node: nodes.Expr, frame: Frame) -> None:
            """The code of an expression's HTML text."""
            if _is_text(node):
                self.write("(")
                self.visit(node, frame)
                self.write(")")
            elif isinstance(node, nodes.Call) and self._simple(node):
                self.write("quick_shown(context, ")
                self.write("_loop_vars, " if frame.loop_frame else "None, ")
                self.write("_block_vars, " if frame.block_frame else "None, ")
                for part in (node.node, *node.args):
                    self.visit(part, frame)
                    self.write(", ")
                self.write(")")
            elif isinstance(node, nodes.Filter) and self._marks(node):
                assert node.node is not None
                self.write("quick_safe(")
                self.visit(node.node, frame)
                self.write(")")
            else:
                self.write("(quick_text(quick) if (quick := ")
                self.visit(node, frame)
                self.write(").__class__ is str else quick_escaped(quick))")

        def _simple(self, node: nodes.Call) -> bool:
            """Whether a call has but positional arguments, and is none of a message."""
            if node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
                return False
            return not (self.environment.settles and (_message(node) is not None or _plural(node)))

        def _marks(self, node: nodes.Filter) -> bool:
            """Whether a filter is Jinja's ``safe``."""
            return node.name == "safe" and self.environment.filters["safe"] is do_mark_safe

        def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802, D102
            if iskeyword(node.attr):
                super().visit_Getattr(node, frame)
                return
            self.write("(")
            self.visit(node.node, frame)
            self.write(f").{node.attr}")

        def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, D102
            settles = self.environment.settles and not forward_caller
            settles = settles and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
            message = _message(node) if settles else None
            if message is not None:
                found = self.environment.language.translations.gettext(message)
                if _ONLY_TEXTS.fullmatch(found):
                    self.write(f"environment.filled({found!r}, {{")
                    for keyword in node.kwargs:
                        self.write(f"{keyword.key!r}: ")
                        self.visit(keyword.value, frame)
                        self.write(", ")
                    self.write("})")
                    return
            if settles and _plural(node):
                self.write("environment.counted(")
                for part in node.args:
                    self.visit(part, frame)
                    self.write(", ")
                for keyword in node.kwargs:
                    self.write(f"{keyword.key}=")
                    self.visit(keyword.value, frame)
                    self.write(", ")
                self.write(")")
                return
            self.write("environment.invoke(context, ")
            self.visit(node.node, frame)
            extra = {"caller": "caller"} if forward_caller else {}
            if frame.loop_frame:
                extra["_loop_vars"] = "_loop_vars"
            if frame.block_frame:
                extra["_block_vars"] = "_block_vars"
            self.signature(node, frame, extra)
            self.write(")")

    def __init__(self, site: Site, **options: Any) -> None:
        super().__init__(**options)
        self.site = site
        self.language = Language(site.language)
        self.settles = True  # whether the template that is being compiled means gettext by ``_``
        # Jinja wraps some filters to ask at every call whether templates are asynchronous; here they are not.
        for name, function in self.filters.items():
            if getattr(function, "jinja_async_variant", False):
                self.filters[name] = function.__wrapped__
        self.text = _escape_text
        if self.filters["join"] is FILTERS["join"].__wrapped__:
            self.filters["join"] = _joined
        if self.filters["tojson"] is do_tojson:
            self.filters["tojson"] = self._json
        self.escaped = escaped
        self.shown = shown
        self.safe = safe
        self.invoke = call
        self.loop = Loop
        self.filled = filled
        self._loaded: dict[str, Template] = {}

    def counted(self, one: str, many: str, number: int, /, **values: object) -> Markup:
        """Jinja's ``ngettext``, without its detours for a message whose places all take texts."""
        found = self.language.translations.ngettext(one, many, number)
        values.setdefault("num", number)
        return filled(found, values) if _ONLY_TEXTS.fullmatch(found) else Markup(found) % values

    def _json(self, value: object, indent: int | None = None) -> Markup:
        """Jinja's ``tojson``, without an encoder of its own for every value."""
        if indent is not None or self._encode is None:
            return do_tojson(nodes.EvalContext(self), value, indent)
        text = self._encode(value)
        for letter, written in _JSON_IN_HTML:
            text = text.replace(letter, written)
        return _marked(Markup, text)

    @cached_property
    def _encode(self) -> Callable[[object], str] | None:
        if self.policies["json.dumps_function"] is not None or "cls" in self.policies["json.dumps_kwargs"]:
            return None
        return json.JSONEncoder(**self.policies["json.dumps_kwargs"]).encode

    def make_globals(self, d: Mapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own: no template has others, and one table is quicker to read than a chain of two."""
        return self.globals if not d else super().make_globals(d)  # type: ignore[arg-type]

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> Template:
        """The template called ``name``. No file is looked at twice: an environment lives for one build."""
        known = self._loaded.get(name) if globals is None and isinstance(name, str) else None
        if known is None:
            known = super().get_template(name, parent, globals)
            if globals is None and isinstance(name, str):
                self._loaded[name] = known
        return known

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        stored = {name.name for name in source.find_all(nodes.Name) if name.ctx != "load"}
        stored |= {name.name for name in source.find_all(nodes.NSRef)}
        self.settles = stored.isdisjoint((*MESSAGE, PLURAL))
        settled = _Settler(self, stored).visit(source)
        if source.find(nodes.EvalContextModifier) is None:  # it may switch off the escaping
            settled = _Joiner().visit(settled)
        code = super()._generate(settled, *args, **kwargs)
        if not code.startswith(_IMPORTS):
            return code
        # (on the first line, since what tells a template's lines counts those of its code)
        imported, rest = code.split("\n", 1)
        names = ", ".join(f"quick_{name}" for name in _NAMES)
        values = ", ".join(f"environment.{name}" for name in _NAMES)
        return f"{imported}; LoopContext = environment.loop; {names} = {values}\n{rest}"


class _Settler(NodeTransformer):
    """Replaces what is the same on every page by its value."""

    def __init__(self, environment: QuickEnvironment, stored: set[str]) -> None:
        self.environment = environment
        self.stored = stored  # names that the template gives another meaning

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        message = _message(node)
        if message is None or node.kwargs or not self.environment.settles:
            return self.generic_visit(node)
        found = self.environment.language.translations.gettext(message)
        return nodes.Const(Markup(found) % {}, lineno=node.lineno)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Node:  # noqa: N802
        if isinstance(node.node, nodes.Name) and node.node.name == "site" and "site" not in self.stored:
            value = getattr(self.environment.site, node.attr, ...)
            if type(value) in SETTLED:
                return nodes.Const(value, lineno=node.lineno)
        return self.generic_visit(node)


class _Joiner(NodeTransformer):
    """Makes one text of what stands side by side: constants, expressions, and choices between such texts."""

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        super().generic_visit(node, *args, **kwargs)
        for name in ("body", "else_"):
            body = getattr(node, name, None)
            if isinstance(body, list):
                setattr(node, name, list(_side_by_side(body)))
        return node


def _side_by_side(body: list[nodes.Node]) -> Iterator[nodes.Node]:
    parts: list[nodes.Expr] = []
    for node in body:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                parts += _parts(part) or [part]
            continue
        choice = _choice(node) if isinstance(node, nodes.If) else None
        if choice is not None:
            parts.append(choice)
            continue
        if parts:
            yield nodes.Output([_text(parts)], lineno=parts[0].lineno)
            parts = []
        yield node
    if parts:
        yield nodes.Output([_text(parts)], lineno=parts[0].lineno)


def _choice(node: nodes.If) -> nodes.Expr | None:
    """An ``if`` between texts as an expression; None for any other. Its bodies have been through ``_side_by_side``."""
    bodies = [body for branch in (node, *node.elif_) for body in (branch.body, branch.else_)]
    if not all(len(body) < 2 and all(isinstance(part, nodes.Output) for part in body) for body in bodies):
        return None
    found = _body(node.else_)
    for branch in (*reversed(node.elif_), node):
        found = nodes.CondExpr(branch.test, _body(branch.body), found, lineno=branch.lineno)
    return found


def _body(body: list[nodes.Node]) -> nodes.Expr:
    return _text([part for output in body if isinstance(output, nodes.Output) for part in output.nodes])


def _text(parts: Sequence[nodes.Expr]) -> nodes.Expr:
    """The text of ``parts``; the reference to the context says so, and that it is not to be taken for a constant."""
    if len(parts) == 1 and _is_text(parts[0]):
        return parts[0]
    return nodes.MarkSafe(nodes.Tuple([nodes.ContextReference(), *parts], "load"))


def _parts(node: nodes.Node) -> list[nodes.Expr] | None:
    """The parts of what ``_text`` made; None for any other node."""
    if isinstance(node, nodes.MarkSafe) and isinstance(node.expr, nodes.Tuple):
        items = node.expr.items
        return items[1:] if items and isinstance(items[0], nodes.ContextReference) else None
    return None


def _constant(node: nodes.Node) -> str | None:
    """The HTML that a node always gives; None where it has to be found when a page is rendered."""
    if isinstance(node, nodes.TemplateData):
        return node.data
    if isinstance(node, nodes.Const) and type(node.value) in (str, Markup, int):
        return str(escape(node.value))
    return None


def _is_text(node: nodes.Node) -> bool:
    """Whether a node is HTML already: a text that was made of several, or a choice between such."""
    if isinstance(node, nodes.CondExpr):
        return _is_text(node.expr1) and node.expr2 is not None and _is_text(node.expr2)
    return _parts(node) is not None


def _plural(node: nodes.Call) -> bool:
    """Whether a call is one of ngettext with a number and, in the template, its two messages."""
    plain = node.dyn_args is None and node.dyn_kwargs is None and len(node.args) == 3
    if not (plain and isinstance(node.node, nodes.Name) and node.node.name == PLURAL):
        return False
    return all(isinstance(text, nodes.Const) and isinstance(text.value, str) for text in node.args[:2])


def _message(node: nodes.Call) -> str | None:
    """The message of a call of gettext whose text stands in the template."""
    plain = node.dyn_args is None and node.dyn_kwargs is None and len(node.args) == 1
    if plain and isinstance(node.node, nodes.Name) and node.node.name in MESSAGE:
        (text,) = node.args
        if isinstance(text, nodes.Const) and isinstance(text.value, str):
            return text.value
    return None
