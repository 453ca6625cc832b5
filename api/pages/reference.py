"""The OpenAPI document read into what the console prints: operations by tag, and the shapes of their answers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

Plain = dict[str, Any]
# What a database can count to bounds nothing that a reader would ask for.
UNBOUNDED = 2**31 - 1
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True, slots=True)
class Kind:
    """What a value is: words, of which one may lead to a shape, then its bounds and the values it can have."""

    words: str
    shape: str | None = None
    bounds: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A parameter, or a field of a shape."""

    name: str
    kind: Kind
    needed: bool
    description: str
    example: str
    place: str = ""
    default: str = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The values to choose one of, where just one can be asked for."""
        if self.kind.words == "boolean":
            return ("true", "false")
        return () if self.kind.words.startswith("list") else self.kind.choices

    @property
    def prefilled(self) -> str:
        """What a first try needs."""
        return self.example if self.needed else ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that an answer comes in."""

    type: str
    kind: Kind
    description: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, what it means, its forms and its headers."""

    status: str
    description: str
    forms: tuple[Form, ...]
    headers: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of an address; `guarded` needs a token, `body` is what is sent."""

    anchor: str
    path: str
    summary: str
    parameters: tuple[Part, ...]
    answers: tuple[Answer, ...]
    method: str = "GET"
    guarded: bool = False
    body: Kind | None = None

    @property
    def open(self) -> bool:
        """Whether anyone may try it here."""
        return self.method == "GET" and not self.guarded

    @property
    def example(self) -> str:
        """An address that has an answer."""
        path = self.path
        for part in self.parameters:
            path = path.replace(f"{{{part.name}}}", quote(part.example, safe=""))
        asked = {part.name: part.example for part in self.parameters if part.place == "query" and part.needed}
        return f"{path}?{urlencode(asked)}" if asked else path

    @property
    def forms(self) -> tuple[str, ...]:
        """The forms to ask for, the usual one first."""
        return tuple(form.type for answer in self.answers if answer.status.startswith("2") for form in answer.forms)


@dataclass(frozen=True, slots=True)
class Tag:
    """Operations that belong together."""

    name: str
    title: str
    description: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """An object that answers hold."""

    name: str
    fields: tuple[Part, ...]


class Reference:
    """A document, with its references followed."""

    def __init__(self, document: Plain) -> None:
        self._document = document

    @property
    def summary(self) -> str:
        """What the service is, in one sentence."""
        return str(self._document["info"]["summary"])

    @property
    def paragraphs(self) -> list[str]:
        """What holds for every address."""
        return str(self._document["info"]["description"]).split("\n\n")

    def tags(self) -> list[Tag]:
        """The operations in the order of the document."""
        by_tag: dict[str, list[Operation]] = {tag["name"]: [] for tag in self._document["tags"]}
        for path, item in self._document["paths"].items():
            for method in (method for method in METHODS if method in item):
                by_tag[item[method]["tags"][0]].append(self._operation(path, item, method))
        return [
            Tag(name, name.replace("_", " ").capitalize(), described["description"], tuple(by_tag[name]))
            for described in self._document["tags"]
            if by_tag[name := described["name"]]
        ]

    def shapes(self) -> list[Shape]:
        """Every object of the answers, by name."""
        return [Shape(name, tuple(self._fields(schema))) for name, schema in sorted(self._document["components"]["schemas"].items())]

    def _operation(self, path: str, item: Plain, method: str) -> Operation:
        said = item[method]
        parameters = [self._parameter(self._followed(p)) for p in (*item.get("parameters", ()), *said.get("parameters", ()))]
        answers = [self._answer(status, self._followed(a)) for status, a in said["responses"].items()]
        answers.sort(key=lambda answer: (answer.status == "default", answer.status))
        bodies = [kind_of(media["schema"]) for media in said.get("requestBody", {}).get("content", {}).values()]
        anchor = f"{said['tags'][0]}-{said['operationId']}"
        return Operation(anchor, path, said["summary"], tuple(parameters), tuple(answers), method.upper(), bool(said.get("security")), next(iter(bodies), None))

    def _parameter(self, said: Plain) -> Part:
        schema = said["schema"]
        example = said.get("example", schema.get("example"))
        default = _written(schema["default"]) if "default" in schema else ""
        return Part(said["name"], kind_of(schema), said.get("required", False), said.get("description", ""), _written(example), said["in"], default)

    def _answer(self, status: str, said: Plain) -> Answer:
        forms = [Form(name, kind_of(media["schema"]), media["schema"].get("description", "")) for name, media in said.get("content", {}).items()]
        headers = [self._header(name, self._followed(about)) for name, about in said.get("headers", {}).items()]
        return Answer(status, said["description"], tuple(forms), tuple(headers))

    def _header(self, name: str, said: Plain) -> Part:
        return Part(name, kind_of(said.get("schema", {})), said.get("required", False), said.get("description", ""), "")

    def _fields(self, schema: Plain) -> Iterator[Part]:
        needed = schema.get("required", ())
        for name, about in schema.get("properties", {}).items():
            yield Part(name, kind_of(about), name in needed, about.get("description", ""), _written(about.get("example")))

    def _followed(self, said: Plain) -> Plain:
        if "$ref" not in said:
            return said
        found: Any = self._document
        for step in said["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        return self._followed(found)


def kind_of(schema: Plain) -> Kind:
    """What a value is, from its schema."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[1]
        return Kind(name, name)
    options = [kind_of(option) for join in ("anyOf", "oneOf", "allOf") for option in schema.get(join, ())]
    if options:
        return Kind(" or ".join(option.words for option in options), next((o.shape for o in options if o.shape), None))
    words = schema.get("type", "any value")
    words = " or ".join(words) if isinstance(words, list) else str(words)
    choices = tuple(_written(choice) for choice in schema.get("enum", ()))
    if words.startswith("array"):
        within = kind_of(schema.get("items", {}))
        return Kind(words.replace("array", f"list of {within.words}", 1), within.shape, _bounds(schema), within.choices)
    if schema.get("format") == "date":
        words = words.replace("string", "date", 1)
    return Kind(words, None, _bounds(schema), choices)


def _bounds(schema: Plain) -> str:
    """How large, long or many a value can be."""
    for least, most, unit in (("minimum", "maximum", ""), ("minLength", "maxLength", " characters"), ("minItems", "maxItems", " items")):
        low, high = schema.get(least), schema.get(most)
        high = None if high == UNBOUNDED else high
        if high is not None:
            return f"{'up' if low is None else _round(low)} to {_round(high)}{unit}"
        if low is not None and unit != " characters":
            return f"from {_round(low)}{unit}"
    return ""


def _round(bound: float) -> str:
    return f"{int(bound) if bound == int(bound) else bound:,}"


def _written(value: Any) -> str:
    """A value as it is written in an address."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ",".join(_written(item) for item in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
