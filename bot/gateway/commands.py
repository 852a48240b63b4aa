"""The commands of the menu."""

from __future__ import annotations

from contextlib import suppress

from bot.gateway.choosing_language import adopt, ask_language
from bot.gateway.equipment import Equipment
from bot.gateway.questions import choose
from bot.gateway.render import LANGUAGE_BUTTONS
from bot.gateway.visit import Visit, words_of
from dialogue.rasa_client import NoReply
from dialogue.reply import PAYLOAD


async def start(equipment: Equipment, visit: Visit) -> None:
    """Welcome the person; a link from a poster may open a topic, an article or a language at once."""
    payload = linked(words_of(visit.message) or "")
    if payload is None:
        await _welcome(equipment, visit)
    elif payload.startswith("language:"):
        await adopt(equipment, visit, payload.removeprefix("language:"))
    else:
        await choose(equipment, visit, payload)


async def menu(equipment: Equipment, visit: Visit) -> None:
    """Show the topics."""
    await choose(equipment, visit, "menu")


async def language(equipment: Equipment, visit: Visit) -> None:
    """Show the languages."""
    await ask_language(equipment, visit)


async def help_(equipment: Equipment, visit: Visit) -> None:
    """Say what the person can do here."""
    await equipment.say(visit, "gateway_help", [equipment.menu_button(visit.language)])


async def forget(equipment: Equipment, visit: Visit) -> None:
    """Delete everything about the person, and say so."""
    if visit.person_id is not None:
        await equipment.register.forget(visit.person_id)
        with suppress(NoReply):  # Rasa's memory of the conversation ends by itself, too
            await equipment.rasa.restart_session(visit.person_id)
    await equipment.say(visit, "say_forgotten")


async def unknown(equipment: Equipment, visit: Visit) -> None:
    """Say which commands there are."""
    await equipment.say(visit, "gateway_unknown_command", [equipment.menu_button(visit.language)])


async def _welcome(equipment: Equipment, visit: Visit) -> None:
    if visit.chosen is None:
        await ask_language(equipment, visit)
        return
    # Somebody else may hold the phone now: the other languages stay in reach.
    others = [button for button in LANGUAGE_BUTTONS if button.payload != f"language:{visit.chosen}"]
    await equipment.say(visit, "gateway_welcome", [equipment.menu_button(visit.chosen), *others])


def linked(text: str) -> str | None:
    """Return the button that `/start area_work`, `… article_<id>` or `… lang_fa` stands for, if any."""
    kind, _, name = text.partition(" ")[2].strip().partition("_")
    payload = {"area": "area:", "article": "article:", "lang": "language:"}.get(kind, "") + name
    return payload if ":" in payload and PAYLOAD.fullmatch(payload) else None
