"""What can go wrong here; the portal goes on without a model in every case."""


class RecommenderError(Exception):
    """The root of all errors of this app."""


class EngineMissing(RecommenderError):
    """LightFM is not installed or cannot be loaded."""


class BadModel(RecommenderError):
    """A model's file is missing, damaged or not the one that was promoted, or its numbers are not finite."""


class NothingToLearn(RecommenderError):
    """There are too few people, things or likes to train on."""


class OutOfTime(RecommenderError):
    """A training took longer than the operator allows."""


class AlreadyTraining(RecommenderError):
    """Another training is running."""


class NoSuchModel(RecommenderError):
    """An operator names a model that is not there, or not for this."""
