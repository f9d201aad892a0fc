"""The few errors that phaply raises; each carries one sentence that its user understands."""

__all__ = ["InputError", "PhaplyError", "RuleError", "UsageError"]


class PhaplyError(Exception):
    """Any failure that phaply foresees. `str(error)` is a sentence to show, in Vietnamese unless `en` is asked for."""

    exit_code = 2

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi)
        self.vi = vi
        self.en = en

    def sentence(self, lang: str = "vi") -> str:
        """The sentence in `lang` (`vi` or `en`)."""
        return self.en if lang == "en" else self.vi

    def __reduce__(self) -> tuple[type["PhaplyError"], tuple[str, str]]:
        # Worker processes send errors home by pickling them.
        return type(self), (self.vi, self.en)


class InputError(PhaplyError):
    """A file that could not be read (exit code 3)."""

    exit_code = 3


class UsageError(PhaplyError):
    """A command or option that makes no sense (exit code 2)."""


class RuleError(PhaplyError):
    """A rule or configuration file that is broken: file, line, what is wrong (exit code 2)."""
