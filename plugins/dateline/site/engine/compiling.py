"""The theme's templates, compiled to quicker code. The templates themselves stay as they are for any Jinja.

What Jinja finds out anew for every page is settled once, when a template is compiled: the interface's messages, the
site's name and settings. Attributes are read as Python reads them, a text is escaped by one call into C, a macro is
called without going through Jinja's general call. A template that needs more than that (a key of a mapping read as an
attribute, a name that is not there) fails here, and that page is rendered by Jinja as it is: same bytes, or the error
that Jinja has for it. A test holds that no template of the theme that ships needs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from dateline.site.identity import Site
from dateline.site.language import Language

MESSAGE = ("_", "gettext")
SETTLED = (str, bool, int, type(None))  # what can stand in compiled code
_ONLY_TEXTS = re.compile(r"(?:[^%]|%%|%\(\w+\)s)*")


# MarkupSafe's function in C for a plain text, without the class around its result (absent: the public one).
_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
_marked = str.__new__  # a Markup of a plain text, without asking it for its HTML


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
                self.write("environment.escaped(")

        def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802, D102
            if iskeyword(node.attr):
                super().visit_Getattr(node, frame)
                return
            self.write("(")
            self.visit(node.node, frame)
            self.write(f").{node.attr}")

        def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, D102
            message = _message(node) if self.environment.settles and not forward_caller else None
            if message is not None and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
                found = self.environment.language.translations.gettext(message)
                if _ONLY_TEXTS.fullmatch(found):
                    self.write(f"environment.filled({found!r}, {{")
                    for keyword in node.kwargs:
                        self.write(f"{keyword.key!r}: ")
                        self.visit(keyword.value, frame)
                        self.write(", ")
                    self.write("})")
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
        self.escaped = escaped
        self.invoke = call
        self.filled = filled

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        stored = {name.name for name in source.find_all(nodes.Name) if name.ctx != "load"}
        stored |= {name.name for name in source.find_all(nodes.NSRef)}
        self.settles = stored.isdisjoint(MESSAGE)
        return super()._generate(_Settler(self, stored).visit(source), *args, **kwargs)


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


def _message(node: nodes.Call) -> str | None:
    """The message of a call of gettext whose text stands in the template."""
    plain = node.dyn_args is None and node.dyn_kwargs is None and len(node.args) == 1
    if plain and isinstance(node.node, nodes.Name) and node.node.name in MESSAGE:
        (text,) = node.args
        if isinstance(text, nodes.Const) and isinstance(text.value, str):
            return text.value
    return None
