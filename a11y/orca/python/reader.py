"""Starts the installed Orca and records, beside its speech, when it hears a key and when it is at work.

This replaces /usr/bin/orca, which allows one Orca for each user: with --replace it kills every other one
on the machine, a blind developer's own reader included. Orca itself is not changed.

Records: "key" (Orca received a key press; text is the key's X name, and " page" when its focus is inside a
web page), "busy" / "idle" (Orca begins / ends handling an event or a command), "loaded" (a document loaded).
"""
import sys

from speechd import record
from orca import settings

settings.timeoutTime = 0  # Orca ends itself when it takes 10 s to start; the test has its own limits

import pyatspi
from gi.repository import Gdk
from orca import event_manager, input_event, orca, orca_state

MODIFIERS = ("Control_", "Shift_", "Alt_", "Super_", "Meta_", "ISO_Level")


def wrap(owner, name, before=None, after=None):
    original = getattr(owner, name)

    def wrapped(self, *args):
        if before:
            before(*args)
        try:
            return original(self, *args)
        finally:
            if after:
                after(*args)

    setattr(owner, name, wrapped)


def in_page():
    try:
        return orca_state.activeScript.utilities.inDocumentContent(orca_state.locusOfFocus)
    except Exception:  # no script yet, or the object is gone
        return False


def note_key(event):
    name = Gdk.keyval_name(event.id) or event.event_string or "?"
    if event.type == pyatspi.KEY_PRESSED_EVENT and not name.startswith(MODIFIERS):
        record("key", name + (" page" if in_page() else ""))


def note_loaded(event):
    if event.type.startswith("document:load-complete"):
        record("loaded")


def busy(*_):
    record("busy")


def idle(*_):
    record("idle")


manager = event_manager.EventManager
wrap(manager, "_processKeyboardEvent", before=note_key)
wrap(manager, "_processObjectEvent", after=note_loaded)
wrap(manager, "_dequeue", before=busy, after=idle)
wrap(input_event.KeyboardEvent, "_consume", before=busy, after=idle)

chosen = orca.getSettingsManager()
chosen.activate(None, {})
sys.path.insert(0, chosen.getPrefsDir())
sys.exit(orca.main())
