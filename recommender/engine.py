"""LightFM, and nothing else in this project imports it: fits a dataset, answers embeddings."""

import math
import time
import warnings
from typing import Any

import numpy as np
from scipy import sparse

from recommender.dataset import Dataset
from recommender.embeddings import Embeddings, Side, Vectors
from recommender.errors import BadModel, EngineMissing, NothingToLearn, OutOfTime


def fit(
    dataset: Dataset,
    *,
    epochs: int = 20,
    seed: int = 1,
    threads: int = 1,
    size: int = 32,
    deadline: float = math.inf,
) -> Embeddings:
    """Hybrid WARP. With one thread the same seed gives the same numbers. `deadline`: by `time.monotonic`.

    Raises EngineMissing, NothingToLearn, BadModel (numbers that are not finite), OutOfTime.
    """
    if min(dataset.interactions.shape) < 2 or not dataset.interactions.nnz:
        raise NothingToLearn("Nobody has read or added enough yet.")
    model = load_engine()(no_components=size, loss="warp", learning_rate=0.05, random_state=seed)
    weights = dataset.interactions.tocoo()
    liked = sparse.coo_matrix((np.ones(weights.nnz, np.float32), (weights.row, weights.col)), shape=weights.shape)
    try:
        for _ in range(epochs):  # one at a time is the same as all at once, and can be ended
            if time.monotonic() > deadline:
                raise OutOfTime("Training takes longer than FOYER_TRAINING_MINUTES allows.")
            model.fit_partial(
                liked,
                user_features=dataset.user_features,
                item_features=dataset.thing_features,
                sample_weight=weights.astype(np.float32),
                num_threads=threads,
            )
    except ValueError as error:
        raise BadModel(str(error)) from error
    return Embeddings(
        users=learned(dataset.user_names, model.user_embeddings, model.user_biases, dataset.user_features),
        things=learned(dataset.thing_names, model.item_embeddings, model.item_biases, dataset.thing_features),
    )


def load_engine() -> Any:
    """The LightFM class. It is compiled code: it may be missing, or made for another processor."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # says at import that it was built without OpenMP
            from lightfm import LightFM  # noqa: PLC0415
    except ImportError as error:
        raise EngineMissing(
            f"LightFM cannot be loaded ({error}). Install gcc, then: pip install rectools-lightfm"
        ) from error
    return LightFM


def learned(names: tuple[str, ...], vectors: Vectors, biases: Vectors, used: sparse.csr_matrix) -> Side:
    """A feature that nothing had while training still carries its random start: zero it."""
    unused = np.asarray(used.sum(axis=0)).ravel() == 0
    vectors, biases = vectors.copy(), biases.copy()
    vectors[unused], biases[unused] = 0, 0
    return Side(names, vectors, biases)
