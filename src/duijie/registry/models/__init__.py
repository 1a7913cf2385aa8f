from duijie.registry.models.area import Area, AreaKind
from duijie.registry.models.organisation import Organisation, OrganisationKind

__all__ = ["Area", "AreaKind", "Organisation", "OrganisationKind"]
