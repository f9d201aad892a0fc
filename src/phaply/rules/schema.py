"""The JSON Schema of rule files, so that editors complete and check them (`rules/rule.schema.json`)."""

import json
from typing import Any

import msgspec

from phaply.resources import shipped
from phaply.rules.checks import kinds
from phaply.rules.definition import RuleFile

__all__ = ["rule_schema", "schema_text"]


def rule_schema() -> dict[str, Any]:
    """The schema of `RuleFile`, with the settings of every kind of check under `check`."""
    schema = msgspec.json.schema(RuleFile)
    definitions: dict[str, Any] = schema["$defs"]
    options: list[dict[str, Any]] = []
    for kind, found in sorted(kinds().items()):
        (settings,), parts = msgspec.json.schema_components([found.settings], ref_template="#/$defs/{name}")
        name = settings["$ref"].rsplit("/", 1)[1]
        definitions.update(parts)
        properties = definitions[name].setdefault("properties", {})
        properties["kind"] = {"const": kind}
        definitions[name]["required"] = ["kind", *definitions[name].get("required", [])]
        options.append({"$ref": f"#/$defs/{name}"})
    options.append(
        {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string", "pattern": "^python:"}}}
    )
    definitions["RuleFile"]["properties"]["check"] = {"anyOf": options}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "phaply rule",
        "$ref": "#/$defs/RuleFile",
        "$defs": {name: _widened(definitions[name]) for name in sorted(definitions)},
    }


def _widened(schema: Any) -> Any:
    """A setting may name a parameter of its pack (`$kinds`) instead of its value."""
    if isinstance(schema, dict) and schema.get("type") == "array" and schema.get("items"):
        return {"anyOf": [{**schema, "items": _widened(schema["items"])}, {"type": "string", "pattern": "^\\$"}]}
    if isinstance(schema, dict):
        return {k: _widened(v) for k, v in schema.items()}
    if isinstance(schema, list):
        return [_widened(v) for v in schema]
    return schema


def schema_text() -> str:
    """The schema as the file holds it."""
    return json.dumps(rule_schema(), ensure_ascii=False, indent=2, sort_keys=False) + "\n"


if __name__ == "__main__":  # pragma: no cover
    from pathlib import Path

    Path(str(shipped("rules", "rule.schema.json"))).write_text(schema_text(), encoding="utf-8")
