"""Runs proxy_time with squid: proxy_time.py PROGRAM"""

import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "peers"))
import proxies  # noqa: E402

squid = proxies.Squid("basic")
try:
    subprocess.run([sys.argv[1], squid.url, proxies.USER, proxies.PASSWORD], check=True,
                   timeout=60)
finally:
    squid.close()
