"""What processes take: to start, and by the hundred against one standalone
Exchange. Prints JSON.

usage: processes.py EXCHANGE_FOR_PEERS FOLDER ROUNDS PROCESSES
FOLDER holds the programs empty_test and one_mail_test."""

import concurrent.futures
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "peers"))
import peer

AT_ONCE = 8


def milliseconds(command, environment=None):
    begun = time.perf_counter()
    done = subprocess.run(command, env={**os.environ, **(environment or {})},
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{command} failed:\n{done.stdout}{done.stderr}")
    return (time.perf_counter() - begun) * 1000


def in_turn(commands, rounds):
    """The median of each."""
    taken = [[] for _ in commands]
    for _ in range(rounds):
        for command, times in zip(commands, taken):
            times.append(milliseconds(*command))
    return [statistics.median(times) for times in taken]


def seconds_of_run(command, environment, processes):
    begun = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda _: milliseconds(command, environment), range(processes)))
    return time.perf_counter() - begun


def main():
    folder, rounds, processes = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    empty = [os.path.join(folder, "empty_test")]
    one_mail = [os.path.join(folder, "one_mail_test")]
    with peer.Exchange() as exchange, tempfile.TemporaryDirectory() as work:
        def write(name, text):
            path = os.path.join(work, name)
            with open(path, "w", encoding="ascii") as file:
                file.write(text)
            return {"LETTERBOX_CONFIG": path, "LETTERBOX_TOKEN_STORE": f"{work}/tokens"}

        embedded = write("embedded.yaml", "connections: {customer: {type: embedded}}\n")
        live = write("live.yaml", f"""connections:
  customer:
    type: exchange
    host: {exchange.ews_url}
    mailbox: anna@contoso.test
    authenticate:
      method: oauth2
      tenant_id: {exchange.tenant_id}
      client_id: {exchange.client_id}
      client_secret: '{exchange.client_secret}'
      authority: {exchange.authority}
    tls: {{ca_file: '{exchange.ca_file}'}}
    hand_in: {{host: {exchange.smtp_host}, port: {exchange.smtp_port}}}
""")
        listing = "--gtest_list_tests"
        empty_ms, listed_ms, embedded_ms, live_ms = in_turn(
            [(empty,), (one_mail + [listing],), (one_mail, embedded), (one_mail, live)], rounds)
        print(json.dumps({
            "empty_ms": empty_ms, "listed_ms": listed_ms,
            "embedded_ms": embedded_ms, "live_ms": live_ms, "processes": processes,
            "run_s": seconds_of_run(one_mail, live, processes),
            "empty_run_s": seconds_of_run(empty, {}, processes)}))


if __name__ == "__main__":
    main()
