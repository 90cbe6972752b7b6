"""Words of staff accounts."""

from kit.words import Word


class Role(Word):
    CATALOG_ADMIN = "catalog_admin", "省级目录管理员"
    LOCAL_DEPARTMENT = "local_department", "市县医保行政"
    PROVINCIAL_AGENCY = "provincial_agency", "省级经办"
    CLERK = "clerk", "经办受理"
    REVIEWER = "reviewer", "经办审核"
    SUPERVISOR = "supervisor", "经办监督"
    HEALTH_DEPARTMENT = "health_department", "卫生健康"
    EXPERT = "expert", "评审专家"
    PHYSICIAN = "physician", "责任医师"
    INSURANCE_OFFICE = "insurance_office", "医院医保部门"
    PHARMACIST = "pharmacist", "定点药店"
    AUDITOR = "auditor", "审计管理员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"


def role_label(role: str, otherwise: str = "") -> str:
    """Return what a role that stands in an event is called; a machine's is none."""
    return Role(role).label if role in Role.values else otherwise


# Who acts for an institution or, as an expert, for no area.
WITHOUT_AREA = (Role.EXPERT, Role.PHYSICIAN, Role.INSURANCE_OFFICE, Role.PHARMACIST)

# Who works in the Django admin; each model's admin narrows this further.
ADMIN_ROLES = (Role.CATALOG_ADMIN, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
