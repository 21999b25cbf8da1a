"""Runs the benchmarks and prints one table: what Letterbox takes, beside what
the same takes without it.

usage: table.py BUILD_FOLDER [--smoke]
--smoke: a few rounds of each, to see that they work."""

import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

# What, from which source, Letterbox's figure, the other's, its unit, who.
ROWS = [
    ("compile a file that includes it", "include_cost", "letterbox_s", "gmock_s", "s",
     "gmock alone"),
    ("the same", "include_cost", "letterbox_s", "cpprest_s", "s", "cpprestsdk alone"),
    ("SMTP to Receive, 10 KB, p50", "receive_latency", "p50_ms", "bare_p50_ms", "ms",
     "bare sockets"),
    ("the same", "receive_latency", "p50_ms", "exchangelib.streaming_p50_ms", "ms",
     "exchangelib, streaming"),
    ("the same", "receive_latency", "p50_ms", "exchangelib.polling_p50_ms", "ms",
     "exchangelib, each second"),
    ("a call of EWS, p50", "ews_call", "p50_us", "curl_p50_us", "us", "libcurl"),
    ("read an answer of 100 mails", "reading.ReadAnswer", "mb_per_s", "tinyxml2_mb_per_s",
     "MB/s", "tinyxml2 alone"),
    ("decode a mail of 1.3 MB", "reading.DecodeMail", "mb_per_s", "gmime_mb_per_s", "MB/s",
     "GMime alone"),
    ("list the tests of a program", "processes", "listed_ms", "empty_ms", "ms",
     "a test without mail"),
    ("a process that gets one mail, embedded", "processes", "embedded_ms", "empty_ms", "ms",
     "a test without mail"),
    ("the same from a standalone Exchange", "processes", "live_ms", "empty_ms", "ms",
     "a test without mail"),
    ("a run of {processes} such processes, 8 at once", "processes", "run_s", "empty_run_s",
     "s", "tests without mail"),
]


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{command} ended with {done.returncode}")
    return json.loads(done.stdout)


def main():
    build, smoke = sys.argv[1], "--smoke" in sys.argv[2:]
    programs = os.path.join(build, "tests", "benchmarks")
    exchange = os.path.join(build, "tests", "peers", "exchange_for_peers")
    rounds, processes = (2, 4) if smoke else (60, 500)
    if smoke:
        os.environ["LETTERBOX_BENCHMARK_ROUNDS"] = "2"

    figures = {}
    for program in "include_cost", "receive_latency", "ews_call", "reading":
        for entry in run([os.path.join(programs, program),
                          "--benchmark_format=json"])["benchmarks"]:
            if entry.get("error_occurred"):
                sys.exit(f"{program}: {entry['error_message']}")
            figures[program] = entry
            figures[f"{program}.{entry['name'].split('/')[0]}"] = entry
    figures["exchangelib"] = run([sys.executable, "-B", os.path.join(
        HERE, "exchangelib_latency.py"), exchange, str(rounds)])
    figures["processes"] = run([sys.executable, "-B", os.path.join(
        HERE, "processes.py"), exchange, programs, str(rounds // 3 + 1), str(processes)])

    print("| what | Letterbox | beside it | | ratio |\n|---|---|---|---|---|")
    for what, source, ours, theirs, unit, whose in ROWS:
        if "." in theirs:
            other, theirs = theirs.split(".")
            beside = figures[other][theirs]
        else:
            beside = figures[source][theirs]
        mine = figures[source][ours]
        print(f"| {what.format(**figures['processes'])} | {mine:.3g} {unit} "
              f"| {beside:.3g} {unit} | {whose} | {mine / beside:.2f} |")


if __name__ == "__main__":
    main()
