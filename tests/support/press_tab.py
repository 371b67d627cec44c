"""Types lines into a shell on a terminal of its own, as a user would, and ends when the shell does.

usage: press_tab.py SHELL SETUP LINE...

SETUP is run first. In a LINE, \\t is the TAB key. What the shell shows goes to standard output. The
keys are typed without waiting: a shell takes them in their order.
"""
import os
import pty
import select
import sys
import time

TIME_LIMIT = 60
COMMANDS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}


def read_until(terminal, text, deadline):
    shown = b""
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.2)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:  # the shell has ended
                return shown
            shown += piece
            if text and text in shown:
                return shown
    sys.exit(f"press_tab: no end after {TIME_LIMIT} s; shown: {shown!r}")


def main():
    shell, setup, lines = sys.argv[1], sys.argv[2], sys.argv[3:]
    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm", PS1="$ ")
        os.execvp(COMMANDS[shell][0], COMMANDS[shell])
    deadline = time.monotonic() + TIME_LIMIT
    os.write(terminal, (setup + "; echo REA''DY\n").encode())
    shown = read_until(terminal, b"READY", deadline)
    for line in lines + ["exit"]:
        os.write(terminal, (line.replace("\\t", "\t") + "\n").encode())
    shown += read_until(terminal, b"", deadline)
    os.waitpid(process, 0)
    sys.stdout.buffer.write(shown)


main()
