"""How the loop is woken from elsewhere."""
import os


class Wake:
    """A FIFO in the folder of state: whoever writes a byte there wakes the loop. A dot is the loop's own threads'."""

    def __init__(self, files):
        self.path = files.path('wake')
        self.folder = files.folder
        self.fd = -1
        self.inode = None
        self.keep()

    def keep(self):
        """Makes it anew where /run was emptied."""
        try:
            if self.inode is not None and os.stat(self.path).st_ino == self.inode:
                return
        except OSError:
            pass
        try:
            os.makedirs(self.folder, exist_ok=True)
            if not os.path.exists(self.path):
                os.mkfifo(self.path, 0o600)
            fd = os.open(self.path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        except OSError:
            return
        old, self.fd, self.inode = self.fd, fd, os.fstat(fd).st_ino
        if old >= 0:
            os.close(old)

    def fileno(self):
        return self.fd

    def tell(self):
        try:
            os.write(self.fd, b'.')
        except OSError:
            pass

    def tell_from_outside(self):
        try:
            os.write(self.fd, b'w')
        except OSError:
            pass

    def drain(self):
        """True where somebody else than a thread of ours woke us."""
        found = b''
        try:
            while True:
                found += os.read(self.fd, 1 << 16)
        except OSError:
            pass
        return bool(found.strip(b'.'))
