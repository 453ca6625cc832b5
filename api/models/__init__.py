"""The tables of the record, one noun a file."""

from api.models.agreement import Agency, Agreement, Decision, HeldRow, ListedRow, Publication
from api.models.base import Base, Recorded, table_of
from api.models.change import Change
from api.models.coding import Coding
from api.models.correction import Correction
from api.models.curator import Curator, Deed, SignIn, Token
from api.models.designation import Designation
from api.models.dispute import Dispute
from api.models.draft import Draft
from api.models.federal_action import FederalAction
from api.models.jurisdiction import Alias, Custody, Jurisdiction
from api.models.policy import Policy, PolicyClause
from api.models.position import Explanation, Position
from api.models.proposal import Proposal
from api.models.research_note import ResearchNote
from api.models.revision import Revision
from api.models.seed_item import SeedItem
from api.models.service_area import ServiceArea
from api.models.source import Citation, Source
from api.models.state_law import LawClause, StateLaw
from api.models.task import Task

__all__ = [
    "Agency",
    "Agreement",
    "Alias",
    "Base",
    "Change",
    "Citation",
    "Coding",
    "Correction",
    "Curator",
    "Custody",
    "Decision",
    "Deed",
    "Designation",
    "Dispute",
    "Draft",
    "Explanation",
    "FederalAction",
    "HeldRow",
    "Jurisdiction",
    "LawClause",
    "ListedRow",
    "Policy",
    "PolicyClause",
    "Position",
    "Proposal",
    "Publication",
    "Recorded",
    "ResearchNote",
    "Revision",
    "SeedItem",
    "ServiceArea",
    "SignIn",
    "Source",
    "StateLaw",
    "Task",
    "Token",
    "table_of",
]
