"""The known acts: look-up, which act a citation means, whether it held on a day; units and bodies with their dates."""

from phaply.acts.importer import Conflict, ImportReport, import_acts
from phaply.acts.keys import key_of, kind_of
from phaply.acts.model import Act, Change, Status
from phaply.acts.registry import OWN_ACTS, Registry, registry, registry_with
from phaply.acts.resolve import Resolution, resolve
from phaply.acts.status import StatusOn, status, successors
from phaply.acts.units import Existence, bodies_known, exists

__all__ = [
    "OWN_ACTS",
    "Act",
    "Change",
    "Conflict",
    "Existence",
    "ImportReport",
    "Registry",
    "Resolution",
    "Status",
    "StatusOn",
    "bodies_known",
    "exists",
    "import_acts",
    "key_of",
    "kind_of",
    "registry",
    "registry_with",
    "resolve",
    "status",
    "successors",
]
