"""How long a mail takes to exchangelib: the same as receive_latency measures,
by a streaming subscription and by looking once a second. Prints JSON.

usage: exchangelib_latency.py EXCHANGE_FOR_PEERS ROUNDS"""

import json
import os
import smtplib
import statistics
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "peers"))
from account import sign_in
import peer

ADDRESS = "bert@contoso.test"
BODY = "Thank you for your order.\r\n" * 370


def hand_in(exchange, subject):
    """A mail of 10 KB, on a connection of its own. Returns when it began."""
    begun = time.perf_counter()
    with smtplib.SMTP(exchange.smtp_host, int(exchange.smtp_port)) as smtp:
        smtp.sendmail("orders@contoso.test", [ADDRESS],
                      f"From: orders@contoso.test\r\nTo: {ADDRESS}\r\n"
                      f"Subject: {subject}\r\n\r\n{BODY}")
    return begun


def find(account, subject):
    """The mail with its content; None where it is not there yet."""
    for mail in account.inbox.filter(subject=subject).only("subject", "mime_content"):
        return mail
    return None


def latency(exchange, subject, wait):
    """Milliseconds until `wait`, which waits once and looks, has the mail."""
    begun = []
    timer = threading.Timer(0.05, lambda: begun.append(hand_in(exchange, subject)))
    timer.start()
    while wait(subject) is None:
        pass
    ended = time.perf_counter()
    timer.join()
    return (ended - begun[0]) * 1000


def main():
    rounds = int(sys.argv[2])
    with peer.Exchange() as exchange:
        account = sign_in(exchange, ADDRESS)
        hand_in(exchange, "first")
        find(account, "first")  # signs in, and opens the connection

        def poll(subject):
            time.sleep(1)
            return find(account, subject)

        polling = [latency(exchange, f"poll {i}", poll) for i in range(min(rounds, 15))]
        with account.inbox.streaming_subscription() as subscription:
            def stream(subject):
                for _ in account.inbox.get_streaming_events(
                        subscription, connection_timeout=1, max_notifications_returned=1):
                    break
                return find(account, subject)

            streaming = [latency(exchange, f"stream {i}", stream) for i in range(rounds)]
    print(json.dumps({"polling_p50_ms": statistics.median(polling),
                      "streaming_p50_ms": statistics.median(streaming)}))


if __name__ == "__main__":
    main()
