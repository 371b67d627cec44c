"""Runs commands in turns, so that what else the machine does hits all of them, and prints for each, on a line,
the median of the milliseconds from its start to its end.

usage: alternate.py ROUNDS COMMAND [ARG]... [--- COMMAND [ARG]...]...
"""
import os
import statistics
import sys
import time


def commands(words):
    found = [[]]
    for word in words:
        if word == "---":
            found.append([])
        else:
            found[-1].append(word)
    return found


nowhere = os.open("/dev/null", os.O_RDWR)
silent = [(os.POSIX_SPAWN_DUP2, nowhere, stream) for stream in (0, 1, 2)]


def milliseconds(command):
    begun = time.perf_counter()
    child = os.posix_spawnp(command[0], command, os.environ, file_actions=silent)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status != 0:
        sys.exit(f"alternate: {command} ended with {status}")
    return (time.perf_counter() - begun) * 1000


rounds, contestants = int(sys.argv[1]), commands(sys.argv[2:])
taken = [[milliseconds(command) for command in contestants] for _ in range(rounds)]
for column in zip(*taken):
    print(f"{statistics.median(column):.2f}")
