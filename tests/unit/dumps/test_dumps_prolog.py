from __future__ import annotations

import pytest

from dateline.dumps.prolog import first_element


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b"<rss version='2.0'>", b"rss"),
        (b'\n<?xml version="1.0"?>\n<?xml-stylesheet href="a"?><!-- <a> --> <!-- b --><atom:Feed>', b"feed"),
        (b"<!DOCTYPE html><html>", b"html"),
        (b'<!doctype rss [<!ENTITY a "b">] ><rss>', b"rss"),
        (b"<!-- open <rss>", b""),
        (b"<!DOCTYPE rss [ <rss>", b""),
        (b"<?xml", b""),
        (b"text <rss>", b""),
        (b"", b""),
        (b"<", b""),
        (b"<!---->" * 5000 + b"<svg/>", b"svg"),
    ],
)
def test_the_first_element_is_found(head: bytes, name: bytes) -> None:
    assert first_element(head) == name
