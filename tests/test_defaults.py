"""What nobody said anything of: counts begin at nothing, and nothing is on that was not asked for."""

import dataclasses
import importlib
import inspect
import math
import pkgutil

import pytest

import policysum.batch
import policysum.llm

MEANT = {
    "llm.filling.fill.reasks": 1,
    "llm.local.LocalServer.__init__.slots": 2,
    "llm.local.LocalServer.__init__.context": 4096,
    "llm.plain_cache.PlainCache.reset.update": True,
    "llm.retry.Cooldown.wait.patience": math.inf,
    "llm.retry.RetryPolicy.attempts": 4,
    "llm.retry.RetryPolicy.shortest": 0.5,
    "llm.retry.RetryPolicy.longest": 60.0,
    "llm.retry.RetryPolicy.rate_limit_patience": 900.0,
    "llm.retry.RetryPolicy.patience": 90.0,
    "llm.transport.Bound.bytes": 4 * 1024 * 1024,
    "llm.transport.Bound.seconds": math.inf,
    "llm.types.Usage.known": True,
    "llm.types.Completion.attempts": 1,
    "llm.types.Capabilities.timeout": 120.0,
    "llm.types.Capabilities.sampling": True,
}
"""What is something from the beginning: bounds, and what holds until a server says otherwise."""


def modules():
    for room in (policysum.batch, policysum.llm):
        for found in pkgutil.iter_modules(room.__path__):
            yield importlib.import_module(f"{room.__name__}.{found.name}")


def own(module):
    """The functions and classes of a module, and the functions of its classes, by their names."""
    for name, one in vars(module).items():
        if getattr(one, "__module__", "") != module.__name__ or not (
            inspect.isfunction(one) or inspect.isclass(one)
        ):
            continue
        yield name, one
        for inner, found in vars(one).items() if inspect.isclass(one) else ():
            method = getattr(found, "__func__", found)
            of_its_fields = dataclasses.is_dataclass(one) and inner == "__init__"
            if inspect.isfunction(method) and method.__module__ == module.__name__ and not of_its_fields:
                yield f"{name}.{inner}", method


def defaults(module):
    """Every default that is a number or a yes or no."""
    for name, one in own(module):
        if dataclasses.is_dataclass(one):
            found = {field.name: field.default for field in dataclasses.fields(one)}
        elif inspect.isfunction(one):
            found = {field.name: field.default for field in inspect.signature(one).parameters.values()}
        else:
            continue
        for field, default in found.items():
            if isinstance(default, bool | int | float):
                yield f"{module.__name__.removeprefix('policysum.')}.{name}.{field}", default


@pytest.mark.parametrize("module", list(modules()), ids=lambda module: module.__name__)
def test_what_nothing_is_said_of_is_nothing_unless_it_is_meant_to_be_more(module):
    found = {name: default for name, default in defaults(module) if default}
    assert found == {name: MEANT[name] for name in found if name in MEANT}


def test_every_default_that_is_meant_is_there():
    found = {name: default for module in modules() for name, default in defaults(module)}
    assert {name: found.get(name) for name in MEANT} == MEANT
