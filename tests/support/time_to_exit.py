"""Delivers a signed body and prints how many milliseconds after its 200 the receiver's process has ended.

usage: time_to_exit.py PORT SIGNATURE BODY PID [IDLE]   IDLE connections are open meanwhile and say nothing
"""
import socket
import sys
import time

port, signature, body, pid = int(sys.argv[1]), sys.argv[2], sys.argv[3], int(sys.argv[4])


def has_ended():
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


idle = [socket.create_connection(("127.0.0.1", port)) for _ in range(int((sys.argv[5:] or [0])[0]))]
sender = socket.create_connection(("127.0.0.1", port))
sender.sendall(f"POST / HTTP/1.1\r\nHost: x\r\npropexo-signature: {signature}\r\n"
               f"Content-Length: {len(body)}\r\n\r\n{body}".encode())
assert b" 200 " in sender.recv(4096)
answered = time.monotonic()
while not has_ended():
    assert time.monotonic() - answered < 5, "it has not ended"
    time.sleep(0.001)
print(round((time.monotonic() - answered) * 1000))
