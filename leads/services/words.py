"""线索里的文字：号码和投诉人、举报人的姓名、联系方式先遮盖再保存。"""

from __future__ import annotations

from leads.models import Lead
from supervision.web.masking import mask_name, mask_numbers


def without_informant(text: str, name: str, contact: str) -> str:
    """A text without numbers of persons, and without the informant's name or contact where they stand in it word for word."""
    for secret, shown in ((contact.strip(), "****"), (name.strip(), mask_name(name))):
        if len(secret) > 1:
            text = text.replace(secret, shown)
    return mask_numbers(text)


def of_lead(lead: Lead, text: str) -> str:
    """The same for a lead in hand, whose informant lies sealed."""
    return without_informant(text.strip(), opened(lead.informant_name), opened(lead.informant_contact))


def opened(sealed: object) -> str:
    """A sealed value in clear, an empty one empty. Whoever calls this answers for where the text goes."""
    return sealed.reveal() if hasattr(sealed, "reveal") else str(sealed)
