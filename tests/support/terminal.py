#!/usr/bin/env python3
"""Runs a command on a terminal of its own and writes what it shows to standard output, as it is.

terminal.py COMMAND [ARGUMENT]...    its status is the command's
"""
import os
import pty
import sys

process, terminal = pty.fork()
if process == 0:
    os.environ.update(TERM="dumb", NO_COLOR="1")
    os.execvp(sys.argv[1], sys.argv[1:])
while True:
    try:
        shown = os.read(terminal, 65536)
    except OSError:  # the command has ended
        break
    sys.stdout.buffer.write(shown)
    sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
