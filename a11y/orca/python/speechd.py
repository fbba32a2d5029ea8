"""Stand-in for python3-speechd: Orca believes it talks to Speech Dispatcher.

Nothing is spoken. Every message becomes one JSON line on the file descriptor named by ORCA_RECORD:
{"t": seconds, "k": kind, "s": text}. Kinds written here: "say", "char", "cut" (speech was stopped).
reader.py writes the others through record().
"""
import html
import json
import os
import re
import threading
import time

_lock = threading.Lock()
_out = int(os.environ["ORCA_RECORD"])


def record(kind, text=""):
    line = json.dumps({"t": time.time(), "k": kind, "s": text}, ensure_ascii=False) + "\n"
    with _lock:
        os.write(_out, line.encode("utf-8"))


class CallbackType:
    BEGIN, CANCEL, END = "begin", "cancel", "end"
    PAUSE, RESUME, INDEX_MARK = "pause", "resume", "index_mark"


class PunctuationMode:
    ALL, MOST, SOME, NONE = "all", "most", "some", "none"


class DataMode:
    TEXT, SSML = "text", "ssml"


class Priority:
    IMPORTANT, TEXT, MESSAGE = "important", "text", "message"
    NOTIFICATION, PROGRESS = "notification", "progress"


class SSIPCommunicationError(Exception):
    pass


class SSIPError(Exception):
    pass


class SSIPCommandError(Exception):
    pass


class SSIPClient:
    """As much of speechd.SSIPClient as Orca 43 calls; what is not here answers None."""

    def __init__(self, name, component="default", user="unknown", address=None, autospawn=None):
        self._language = "it"

    def speak(self, ssml, callback=None, event_types=None):
        record("say", html.unescape(re.sub(r"<[^>]+>", "", ssml)))
        if callback:
            callback(CallbackType.BEGIN)
            callback(CallbackType.END)
        return (225, "OK", ())

    def char(self, char):
        record("char", char)

    def key(self, key):
        record("char", key)

    def cancel(self, *_):
        record("cut")

    stop = cancel

    def set_language(self, language):
        self._language = language

    def get_language(self):
        return self._language

    def list_output_modules(self):
        return ("record",)

    def list_synthesis_voices(self, *_):
        return (("Italiano", "it", "none"), ("English", "en", "none"))

    def get_output_module(self):
        return "record"

    def get_rate(self):
        return 0

    get_pitch = get_volume = get_rate

    def close(self):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *args, **kwargs: None
