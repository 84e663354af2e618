"""The kernel's addresses, by netlink: no program is started for them, so nothing here waits for a disk."""
import collections
import errno
import os
import socket
import struct

from vip.files import read_text

Address = collections.namedtuple('Address', 'device ip prefix scope')

NEW_ADDRESS, DELETE_ADDRESS, GET_ADDRESSES = 20, 21, 22       # RTM_NEWADDR RTM_DELADDR RTM_GETADDR
REQUEST, ACK, DUMP = 1, 4, 0x300
CREATE, EXCLUSIVE = 0x400, 0x200
ADDRESS, LOCAL = 1, 2               # IFA_ADDRESS IFA_LOCAL
SCOPE_GLOBAL, SCOPE_HOST = 0, 254  # RT_SCOPE_UNIVERSE RT_SCOPE_HOST
HARMLESS = (errno.EEXIST, errno.EADDRNOTAVAIL)      # it is there already, or gone already


def open_netlink(groups=0):
    netlink = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0)
    netlink.settimeout(2)
    netlink.bind((0, groups))
    return netlink


def addresses():
    """Every IPv4 address of this host."""
    found = []
    names = {}
    with open_netlink() as netlink:
        netlink.send(struct.pack('=IHHIIBBBBi', 24, GET_ADDRESSES, REQUEST | DUMP, 1, 0, socket.AF_INET, 0, 0, 0, 0))
        while True:
            data = netlink.recv(1 << 16)
            while len(data) >= 16:
                length, kind = struct.unpack_from('=IH', data)
                if kind in (2, 3) or length < 16:
                    return found
                if kind == NEW_ADDRESS:
                    found.extend(parse_address(data[16:length], names))
                data = data[(length + 3) & ~3:]


def parse_address(body, names):
    """names: of the devices that have been met already, by their index."""
    _, prefix, _, scope, index = struct.unpack_from('=BBBBi', body)
    fields = {}
    offset = 8
    while offset + 4 <= len(body):
        length, kind = struct.unpack_from('=HH', body, offset)
        if length < 4:
            break
        fields[kind] = body[offset + 4:offset + length]
        offset += (length + 3) & ~3
    local = fields.get(LOCAL, fields.get(ADDRESS))
    if local is None or len(local) != 4:
        return []
    try:
        if index not in names:
            names[index] = socket.if_indextoname(index)
        return [Address(names[index], socket.inet_ntoa(local), prefix, scope)]
    except OSError:
        return []


def change_address(kind, device, ip, prefix, scope):
    """Adds or deletes one address. Returns the kernel's complaint, or None."""
    flags = REQUEST | ACK | (CREATE | EXCLUSIVE if kind == NEW_ADDRESS else 0)
    try:
        local = socket.inet_aton(ip)
        index = socket.if_nametoindex(device)
        body = struct.pack('=BBBBi', socket.AF_INET, prefix, 0, scope, index)
        for name in (LOCAL, ADDRESS):
            body += struct.pack('=HH', 8, name) + local
        with open_netlink() as netlink:
            netlink.send(struct.pack('=IHHII', 16 + len(body), kind, flags, 1, 0) + body)
            reply = netlink.recv(1 << 16)
        code = -struct.unpack_from('=i', reply, 16)[0]
    except (OSError, struct.error) as error:
        return str(error)
    return None if code == 0 or code in HARMLESS else os.strerror(code)


def add_address(device, ip, scope=SCOPE_GLOBAL):
    return change_address(NEW_ADDRESS, device, ip, 32, scope)


def drop_address(device, ip):
    complaints = [change_address(DELETE_ADDRESS, a.device, a.ip, a.prefix, a.scope)
                  for a in addresses() if a.ip == ip and a.device == device]
    return next((c for c in complaints if c), None)


def read_mac(device):
    text = read_text('/sys/class/net/%s/address' % device)
    return text and text.strip()
