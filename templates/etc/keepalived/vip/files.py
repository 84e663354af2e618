"""State in memory: small files under /run, each written whole or not at all."""
import errno
import json
import os
import threading

STATE = '/run/ha-setup'


def read_text(path):
    """By the kernel's own calls: a file object costs several times as much, and the loop reads at each look."""
    try:
        fd = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        data = b''.join(iter(lambda: os.read(fd, 1 << 16), b''))
    except OSError:
        return None
    finally:
        os.close(fd)
    return data.decode('utf-8', 'replace')


def parse_json(text):
    try:
        return json.loads(text or 'null')
    except ValueError:
        return None


class Files:
    """The folder of state. What it holds is lost at a reboot, and nothing in it waits for a disk."""

    def __init__(self, folder=STATE):
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        return read_text(self.path(name))

    def read_json(self, name):
        return parse_json(self.read(name))

    def exists(self, name):
        return os.path.exists(self.path(name))

    def names(self, prefix):
        """Sorted; drafts are not among them."""
        try:
            return sorted(name for name in os.listdir(self.folder) if name.startswith(prefix))
        except OSError:
            return []

    def write(self, name, text):
        """Whole or not at all. A full disk never stops the caller: what is there already is written over in its place."""
        path = self.path(name)
        # A leading dot: whoever looks for fault.* or role.* never sees a draft, even one whose writer was killed.
        draft = self.path('.%s.%d.%d' % (name, os.getpid(), threading.get_ident()))
        data = text.encode()
        try:
            try:
                write_new(draft, data)
            except FileNotFoundError:
                os.makedirs(self.folder, exist_ok=True)
                write_new(draft, data)
            os.rename(draft, path)
        except OSError:
            unlink(draft)
            write_over(path, data)

    def touch(self, name):
        """That the file exists is what counts: on a full disk an empty one still has room."""
        try:
            os.close(os.open(self.path(name), os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o644))
        except OSError:
            pass

    def remove(self, name):
        unlink(self.path(name))

    def clean(self):
        """Removes what writers that were killed left behind, of this program and of its older versions."""
        for name in self.names(''):
            words = name.split('.')
            if len(words) > 2 and words[-1].isdigit() and words[-2].isdigit() and words[0] != 'role':
                self.remove(name)


class ReadOnly(Files):
    """The same for who looks and changes nothing."""

    def write(self, name, text):
        pass

    def touch(self, name):
        pass

    def remove(self, name):
        pass


def write_new(path, data):
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        if os.write(fd, data) < len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(fd)


def write_over(path, data):
    try:
        fd = os.open(path, os.O_WRONLY | os.O_CLOEXEC)
        try:
            if os.write(fd, data) == len(data):
                os.ftruncate(fd, len(data))
        finally:
            os.close(fd)
    except OSError:
        pass


def unlink(path):
    try:
        os.unlink(path)
    except OSError:
        pass


def number(words):
    """The first word as a number; 0 where it is none."""
    try:
        return float(words[0])
    except (IndexError, ValueError):
        return 0.0
