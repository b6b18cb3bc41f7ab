"""How much of everything a submission may use, and what stands between it and the machine."""

from dataclasses import dataclass
from typing import Literal

Isolation = Literal["bubblewrap", "none"]


@dataclass(frozen=True)
class Limits:
    """Seconds are wall time, sizes are bytes.

    `cell_seconds` bounds one cell or one call, `submission_seconds` the sum of both over one fork,
    `replays` how often a submission is begun again after a lost cell (counted by the caller).
    `memory` is address space for each process. `text` and `displays` bound what one cell may print
    and show; `disk` bounds everything the submission writes."""

    cell_seconds: float = 10.0
    submission_seconds: float = 120.0
    replays: int = 12
    memory: int = 2 * 2**30
    processes: int = 64
    text: int = 2**20
    displays: int = 16 * 2**20
    disk: int = 64 * 2**20


class WallMissing(Exception):
    """The wall cannot be built on this machine; the message says what to install or set."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"Submissions cannot be isolated: {reason}. Install bubblewrap (the package "
            "`bubblewrap`), and allow unprivileged user namespaces (`sysctl "
            "user.max_user_namespaces=15000`, and on Debian and Ubuntu "
            "`kernel.unprivileged_userns_clone=1` and "
            "`kernel.apparmor_restrict_unprivileged_userns=0`). To grade without any wall, ask for "
            "it: `--isolation none`; every result is then marked as unprotected."
        )

    def __reduce__(self) -> tuple[type["WallMissing"], tuple[str]]:
        """Said once, also when a worker says it."""
        return WallMissing, (self.reason,)
