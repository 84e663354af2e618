"""The hooks' sentences, by name. One table of them is joined into vip.py: that of the pair's language."""
import sys

from vip.messages import MESSAGES


def say(sentence, **values):
    return MESSAGES[sentence] % values


def print_utf8():
    """Whatever the locale is: an old Python takes LANG=C for ASCII, and would stop at the first Chinese letter."""
    try:
        sys.stdout = open(1, 'w', encoding='utf-8', errors='backslashreplace', closefd=False)
        sys.stderr = open(2, 'w', 1, encoding='utf-8', errors='backslashreplace', closefd=False)
    except OSError:
        pass        # nobody reads what is printed


def complain(text):
    sys.stderr.write('vip.py: %s\n' % text)
