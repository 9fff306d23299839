"""What the docstrings of public functions say: what each argument is, what is given back, and what may be raised."""

import ast
import inspect
import re
from pathlib import Path

import policysum
import policysum.panel

PACKAGE = Path(policysum.__file__).parent
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


def public():
    """Functions and methods that users call, with the names they call them by."""
    for room in (policysum, policysum.panel):
        for name in room.__all__:
            found = getattr(room, name)
            if inspect.isfunction(found):
                yield f"{room.__name__}.{name}", found
            if inspect.isclass(found):
                yield from methods(f"{room.__name__}.{name}", found)


def methods(name, of):
    for one, found in vars(of).items():
        function = found.__func__ if isinstance(found, classmethod | staticmethod) else found
        ours = inspect.isfunction(function) and function.__module__.startswith("policysum")
        if (
            ours
            and (one == "__init__" or not one.startswith("_"))
            and "<string>" not in inspect.getfile(function)
        ):
            yield f"{name}.{one}", function


def section(function, name):
    """What a docstring has under a heading."""
    found = re.search(rf"^{name}:\n((?:[ ]+.*\n?|\n)*)", inspect.getdoc(function) or "", re.MULTILINE)
    return found[1] if found else ""


def what_lacks(function):
    """What a docstring leaves out: arguments named neither under Args nor in backticks, and beside Args what is given."""
    signature, arguments = inspect.signature(function), section(function, "Args")
    said = re.findall(r"^ +\**(\w+):", arguments, re.MULTILINE)
    said += re.findall(r"`(\w+)`", inspect.getdoc(function) or "")
    if function.__name__ == "__init__" and not arguments:
        return  # the class says it
    yield from (name for name in signature.parameters if name not in {"self", "cls", *said})
    given = section(function, "Returns") or section(function, "Yields")
    if arguments and signature.return_annotation not in {"None", "Self"} and not given:
        yield "Returns"


def test_public_functions_say_what_they_take_and_give():
    functions = dict(public())
    assert len(functions) > 40
    assert all(map(inspect.getdoc, functions.values()))
    assert {name: found for name, one in functions.items() if (found := list(what_lacks(one)))} == {}


def exported(tree):
    """The functions that a module has for others, with the names they are found by."""
    names = next((ast.literal_eval(one.value) for one in tree.body if is_all(one)), ())
    for one in tree.body:
        if isinstance(one, FUNCTIONS) and one.name in names:
            yield one.name, one
        if isinstance(one, ast.ClassDef) and one.name in names:
            for function in one.body:
                if isinstance(function, FUNCTIONS) and not function.name.startswith("_"):
                    yield f"{one.name}.{function.name}", function


def is_all(node):
    return isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"


def raised(function):
    """The names of the errors that a function raises itself, and lets out."""
    for node in own_nodes(function):
        error = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if isinstance(error, ast.Name) and error.id.endswith("Error"):
            yield error.id


def own_nodes(function):
    """The `raise` of a function itself, not of those within it, nor of a `try` that catches."""
    left = list(function.body)
    while left:
        node = left.pop()
        if isinstance(node, ast.Raise) and node.exc is not None:
            yield node
        elif isinstance(node, ast.Try):
            left.extend(child for handler in node.handlers for child in handler.body)
            left.extend((*node.orelse, *node.finalbody))
        elif not isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Lambda)):
            left.extend(ast.iter_child_nodes(node))


def test_an_error_that_a_function_raises_stands_in_its_docstring():
    missing = [
        f"{path.relative_to(PACKAGE)}: {name} raises {error}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.parent.name != "cli"  # whose docstrings are the help of commands
        for name, function in exported(ast.parse(path.read_text("utf-8")))
        for error in set(raised(function))
        if error not in (ast.get_docstring(function) or "").partition("Raises:")[2]
    ]
    assert not missing
