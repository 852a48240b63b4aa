"""What travels between a person's window and the assistant: the shape of a reply, and the line to Rasa."""
