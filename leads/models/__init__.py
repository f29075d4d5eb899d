"""线索的表。"""

from leads.models.lead import Lead, LeadTransfer

__all__ = ["Lead", "LeadTransfer"]
