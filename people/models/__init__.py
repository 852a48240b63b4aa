"""Tables about people. Everything personal lives in this room and nowhere else."""

from people.models.outbox_message import OutboxMessage
from people.models.person import Address, Person
from people.models.staff import ROLES, Role, StaffMember
from people.models.update import Update

__all__ = ["ROLES", "Address", "OutboxMessage", "Person", "Role", "StaffMember", "Update"]
