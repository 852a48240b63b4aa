"""Telegram in and out: updates become questions for Rasa, replies become messages."""
