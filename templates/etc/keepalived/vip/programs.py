"""The user's own programs: run as root only where root alone can change them, and never with the precedence of this process."""
import os
import signal
import stat
import subprocess

from vip.say import say

PROGRAMS = '/usr/sbin:/usr/bin:/sbin:/bin'
ORDINARY = ['/bin/sh', '-c', 'echo 0 >/proc/self/oom_score_adj; exec nice -n 10 -- "$@"', 'sh']


def find_program(name):
    """The path of an executable, or None."""
    paths = (os.path.join(folder, name) for folder in PROGRAMS.split(':'))
    return next((path for path in paths if os.access(path, os.X_OK)), None)


def find_changeable(program):
    """The first of a program and the folders above it that others than root may write, or None. keepalived's own rule."""
    path = os.path.realpath(program)
    is_program = True
    while True:
        found = os.stat(path)
        sticky = found.st_mode & stat.S_ISVTX and not is_program
        writable = found.st_mode & stat.S_IWOTH or (found.st_gid and found.st_mode & stat.S_IWGRP)
        if found.st_uid or (writable and not sticky):
            return path
        if path == '/':
            return None
        path, is_program = os.path.dirname(path), False


def run_program(words, limit, env=None):
    """None where it ends with 0 within so many seconds, else what is wrong. One that hangs is killed, with its children."""
    # As UTF-8 whatever the locale is, which an old Python would go by.
    known = {name: value.encode('utf-8', 'replace') for name, value in (env or {}).items()}
    child = subprocess.Popen(ORDINARY + words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL, env=dict(known, PATH=PROGRAMS), start_new_session=True)
    try:
        code = child.wait(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()        # for ever where it hangs in the kernel: whoever asked has stopped waiting
        return say('no-answer-within', seconds=limit)
    return None if code == 0 else say('exit-code', code=code)
