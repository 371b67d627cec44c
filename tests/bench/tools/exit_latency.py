"""Starts receivers in turns, delivers a signed body to each, and prints for each, on a line, the median and the
99th percentile of the milliseconds from the moment its answer is read to the end of its process.

usage: exit_latency.py ROUNDS BODY SIGNATURE COMMAND [ARG]... [--- COMMAND [ARG]...]...
PORT_FILE among the arguments is the file to which the receiver writes its port.
"""
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time

rounds, body_file, signature, words = int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:]
port_file = os.path.join(tempfile.mkdtemp(dir=os.environ.get("T")), "port")
with open(body_file, "rb") as file:
    body = file.read()
request = (f"POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\npropexo-signature: {signature}\r\n"
           f"Content-Length: {len(body)}\r\n\r\n").encode() + body


def commands():
    found = [[]]
    for word in words:
        if word == "---":
            found.append([])
        else:
            found[-1].append(port_file if word == "PORT_FILE" else word)
    return found


def wait_for_port(receiver):
    while True:
        try:
            with open(port_file, encoding="ascii") as file:
                return int(file.read())
        except (FileNotFoundError, ValueError):
            if receiver.poll() is not None:
                sys.exit(f"exit_latency: {receiver.args} ended with {receiver.returncode}")
            time.sleep(0.001)


def milliseconds(command):
    if os.path.exists(port_file):
        os.remove(port_file)
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as receiver:
        with socket.create_connection(("127.0.0.1", wait_for_port(receiver)), timeout=10) as sender:
            sender.sendall(request)
            reply = sender.recv(4096)
            answered = time.perf_counter()
            receiver.wait()
            taken = time.perf_counter() - answered
    if b" 200 " not in reply or receiver.returncode != 0:
        sys.exit(f"exit_latency: {command} answered {reply!r} and ended with {receiver.returncode}")
    return taken * 1000


receivers = commands()
taken = [[milliseconds(command) for command in receivers] for _ in range(rounds)]
for column in zip(*taken):
    print(f"{statistics.median(column):.2f} {statistics.quantiles(column, n=100)[98]:.2f}")
