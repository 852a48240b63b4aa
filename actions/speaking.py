"""How a reply leaves an action: as structured data, with the offer to change the language where it is due."""

from __future__ import annotations

from dataclasses import replace

from rasa_sdk.executor import CollectingDispatcher

from actions.turn import Turn
from dialogue.reply import Button, Reply
from language.codes import OWN_NAMES
from language.phrases import Phrases


def send(dispatcher: CollectingDispatcher, reply: Reply, turn: Turn, phrases: Phrases) -> None:
    """Send the reply; if the message was clearly in another language of ours, offer that one in its own words."""
    other = turn.offer_switch
    if other and reply.language != other:
        offer = phrases.say("say_switch_offer", other, language=OWN_NAMES[other])
        reply = replace(
            reply,
            text=f"{reply.text}\n\n{offer}",
            buttons=(*reply.buttons, Button(OWN_NAMES[other], f"language:{other}")),
        )
    dispatcher.utter_message(json_message=reply.to_dict())
