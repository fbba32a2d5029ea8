"""Settings of the recorded Orca, read by Orca itself. Everything else stays as Orca ships it."""
import orca.settings as s

s.enableKeyEcho = False        # the record holds what the page causes, not the letters being typed
s.enableEchoByCharacter = False
s.enableEchoByWord = False
s.sayAllOnLoad = False         # the title and the page summary are still spoken
s.enableSound = False
s.enableBraille = False
