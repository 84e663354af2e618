"""Gratuitous ARP: the packets by which a host says that an address is its own. Nothing else here sends them."""
import socket
import struct

BROADCAST = b'\xff' * 6
ARP = 0x0806
REQUEST_OP, REPLY_OP = 1, 2


def make_announcement(mac, ip):
    """Two Ethernet frames, a request and a reply, as equipment differs in which it heeds. Sender and target are the address."""
    hardware = bytes.fromhex(mac.replace(':', ''))
    address = socket.inet_aton(ip)
    return [(BROADCAST + hardware + struct.pack('!HHHBBH', ARP, 1, 0x0800, 6, 4, operation)
             + hardware + address + target + address).ljust(60, b'\0')
            for operation, target in ((REQUEST_OP, b'\0' * 6), (REPLY_OP, BROADCAST))]


def send_frames(device, frames):
    """Past the kernel's own ARP, which is kept silent. Raises OSError."""
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0) as raw:
        raw.bind((device, 0))
        for frame in frames:
            raw.send(frame)
