"""A seccomp filter: the system calls that no notebook needs and that reach far into the kernel.

Refused calls fail with EPERM, so that Python sees an ordinary error. Namespaces are refused here as
well as by their limit; so are sockets of families that namespaces do not cover (a virtual machine's
AF_VSOCK would reach its host), and memory that no other limit counts."""

import ctypes
import errno
import platform
import struct

from autograder.sandbox.kernel_calls import PR_SET_SECCOMP, SECCOMP_MODE_FILTER, prctl

_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# Numbers on x86_64 and aarch64.
_REFUSED = {
    "ptrace": (101, 117),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "unshare": (272, 97),
    "setns": (308, 268),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "shmget": (29, 194),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "pidfd_getfd": (438, 438),
    "mount_setattr": (442, 442),
    "quotactl": (179, 60),
    "acct": (163, 89),
    "syslog": (103, 116),
}
_CLONE3 = 435
_CLONE = {"x86_64": 56, "aarch64": 220}
_SOCKET = {"x86_64": 41, "aarch64": 198}
_SOCKETPAIR = {"x86_64": 53, "aarch64": 199}
_NAMESPACE_FLAGS = 0x7E020000
_FAMILIES = (1, 2, 10, 16)

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16


def install() -> bool:
    """Put this process and all it will start under the filter. False where the machine's
    architecture has no table here; the other walls then stand alone."""
    machine = platform.machine()
    if machine not in _AUDIT:
        return False
    code = b"".join(_program(machine))
    buffer = ctypes.create_string_buffer(code, len(code))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    program = Program(len(code) // 8, ctypes.addressof(buffer))
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program))
    return True


def _step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("<HBBI", code, if_true, if_false, value)


def _program(machine: str) -> list[bytes]:
    column = 0 if machine == "x86_64" else 1
    refuse = _step(_RETURN, _ERROR | errno.EPERM)
    steps = [
        _step(_LOAD, _ARCHITECTURE),
        _step(_EQUAL, _AUDIT[machine], 1, 0),
        _step(_RETURN, _KILL),
        _step(_LOAD, _NUMBER),
    ]
    if machine == "x86_64":
        steps += [_step(_AT_LEAST, 0x40000000, 0, 1), refuse]
    # The C library falls back to clone, whose flags can be read, when clone3 does not exist.
    steps += [_step(_EQUAL, _CLONE3, 0, 1), _step(_RETURN, _ERROR | errno.ENOSYS)]
    for numbers in _REFUSED.values():
        steps += [_step(_EQUAL, numbers[column], 0, 1), refuse]
    steps += [
        _step(_EQUAL, _CLONE[machine], 0, 4),
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_ANY_BIT, _NAMESPACE_FLAGS, 0, 1),
        refuse,
        _step(_RETURN, _ALLOW),
        _step(_EQUAL, _SOCKET[machine], 1, 0),
        _step(_EQUAL, _SOCKETPAIR[machine], 0, 2 + len(_FAMILIES)),
        _step(_LOAD, _FIRST_ARGUMENT),
    ]
    for place, family in enumerate(_FAMILIES):
        steps.append(_step(_EQUAL, family, len(_FAMILIES) - place, 0))
    return [*steps, refuse, _step(_RETURN, _ALLOW)]
