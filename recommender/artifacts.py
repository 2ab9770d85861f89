"""A trained model as one .npz file: no pickle in it, and its hash is checked before it is opened."""

import hashlib
import io
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from recommender.couse import CoUse
from recommender.embeddings import Embeddings, Side
from recommender.errors import BadModel

Arrays = dict[str, NDArray]


@dataclass(frozen=True)
class Artifact:
    embeddings: Embeddings
    couse: CoUse


def save(file: Path, artifact: Artifact) -> str:
    """Writes the file whole or not at all; answers its SHA-256."""
    packed = io.BytesIO()
    np.savez(packed, allow_pickle=False, **to_arrays(artifact))
    content = packed.getvalue()
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_suffix(f".{os.getpid()}.draft")
    draft.write_bytes(content)
    draft.replace(file)
    return hashlib.sha256(content).hexdigest()


def load(file: Path, sha256: str) -> Artifact:
    """Raises BadModel for a file that is missing, altered or not finite."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadModel(f"{file.name} cannot be read: {error.strerror}.") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise BadModel(f"{file.name} is damaged or was changed: its hash is not the one that was promoted.")
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
            artifact = from_arrays(dict(arrays))
    except (ValueError, KeyError, zipfile.BadZipFile) as error:
        raise BadModel(f"{file.name} is not a model: {error}") from error
    if not artifact.embeddings.is_finite() or not np.isfinite(artifact.couse.weights.data).all():
        raise BadModel(f"{file.name} holds numbers that are not finite.")
    return artifact


def to_arrays(artifact: Artifact) -> Arrays:
    arrays: Arrays = {}
    for prefix, side in (("user", artifact.embeddings.users), ("thing", artifact.embeddings.things)):
        arrays[f"{prefix}_names"] = np.array(side.names, dtype=np.str_)
        arrays[f"{prefix}_vectors"], arrays[f"{prefix}_biases"] = side.vectors, side.biases
    weights = artifact.couse.weights
    return arrays | {
        "couse_ids": artifact.couse.thing_ids,
        "couse_data": weights.data,
        "couse_indices": weights.indices,
        "couse_indptr": weights.indptr,
    }


def from_arrays(arrays: Arrays) -> Artifact:
    """Raises ValueError where the parts do not fit together."""
    users, things = (
        Side(tuple(arrays[f"{prefix}_names"].tolist()), arrays[f"{prefix}_vectors"], arrays[f"{prefix}_biases"])
        for prefix in ("user", "thing")
    )
    count = len(arrays["couse_ids"])
    cells = (arrays["couse_data"], arrays["couse_indices"], arrays["couse_indptr"])
    weights = sparse.csr_matrix(cells, shape=(count, count))
    weights.check_format(full_check=True)
    widths = {side.vectors.shape[1:] for side in (users, things)}
    if len(widths) > 1 or any(len(s.names) != len(s.vectors) or len(s.names) != len(s.biases) for s in (users, things)):
        raise ValueError("its parts do not fit together.")
    return Artifact(Embeddings(users, things), CoUse(arrays["couse_ids"], weights))
