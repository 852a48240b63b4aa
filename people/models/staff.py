"""Staff and volunteers who work at the desk, and what they may do."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from storage.base import Base, Moment, now

ROLES = ("administrator", "editor", "translator", "volunteer")

staff_role = Table(
    "staff_role",
    Base.metadata,
    Column("staff_id", ForeignKey("staff_member.id", ondelete="CASCADE"), primary_key=True),
    Column("role_name", ForeignKey("role.name", ondelete="CASCADE"), primary_key=True),
)


class Role(Base):
    """What a member of staff may do: one of ROLES."""

    __tablename__ = "role"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)


class StaffMember(Base):
    """Somebody who works at the desk."""

    __tablename__ = "staff_member"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    languages: Mapped[str] = mapped_column(String(32), default="")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    roles: Mapped[list[Role]] = relationship(secondary=staff_role)
