"""Chromium reads a hostile mail on the pages of `letterbox serve`."""

import http.server
import os
import smtplib
import subprocess
import sys
import tempfile
import threading
import unittest

from email.message import EmailMessage

from webdriver import Browser


class Trap(http.server.ThreadingHTTPServer):
    """Another site: serves the hostile page, and counts what is fetched."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Trapped)
        self.fetched = []
        self.url = f"http://127.0.0.1:{self.server_port}/"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def page(self):
        return f"""<html><head>
<link rel="stylesheet" href="{self.url}style.css"><link rel="prefetch" href="{self.url}prefetch">
<style>@import "{self.url}import.css"; body {{ background: url({self.url}background.png) }}</style>
</head><body>
<p id="hello">Good day</p><p id="ran">no script ran</p>
<img src="{self.url}pixel.gif"><img src="x" onerror="document.getElementById('ran').textContent = 'ran'">
<iframe src="{self.url}frame"></iframe><object data="{self.url}object"></object>
<video src="{self.url}video"></video>
<script>
document.getElementById("ran").textContent = "ran";
fetch("{self.url}fetch");
try {{ top.document.title = "taken over"; }} catch (error) {{}}
</script>
<script src="{self.url}script.js"></script>
<meta http-equiv="refresh" content="0;url={self.url}refresh">
</body></html>"""


class Trapped(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.fetched.append(self.path)
        body = self.server.page().encode() if self.path == "/page" else b""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *unused):
        pass


class WebTest(unittest.TestCase):
    def setUp(self):
        folder = self.enterContext(tempfile.TemporaryDirectory())
        path = os.path.join(folder, "exchange.yaml")
        with open(path, "w", encoding="ascii") as file:
            file.write("users: {anna@contoso.test: }\nweb: {}\n")
        self.server = subprocess.Popen([sys.argv[1], "serve", "--ephemeral", path],
                                       stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.end)
        words = self.server.stdout.readline().split()
        self.facts = dict(word.split("=", 1) for word in words[1:])
        self.trap = Trap()
        self.addCleanup(self.trap.server_close)
        self.addCleanup(self.trap.shutdown)

    def end(self):
        self.server.terminate()
        self.server.wait(timeout=30)
        self.server.stdout.close()

    def hand_in(self):
        mail = EmailMessage()
        mail["From"] = '"<script>document.title = 1</script>" <mallory@evil.test>'
        mail["To"] = "anna@contoso.test"
        mail["Subject"] = "<b>Invoice</b>"
        mail.set_content("Good day")
        mail.add_alternative(self.trap.page(), subtype="html")
        host, port = self.facts["smtp"].split(":")
        with smtplib.SMTP(host, int(port), timeout=30) as server:
            server.send_message(mail)

    def test_runs_and_fetches_nothing(self):
        self.hand_in()
        with Browser() as browser:
            browser.open(self.facts["web"])
            browser.click('a[href^="/folder"]')
            browser.click('tr.unread a[href^="/mail"]')
            self.assertEqual(browser.text("h1"), "<b>Invoice</b>")
            browser.enter("iframe")
            self.assertEqual(browser.text("#hello"), "Good day")
            self.assertEqual(browser.text("#ran"), "no script ran")
            browser.leave()
            self.assertEqual(browser.text("h1"), "<b>Invoice</b>")
            self.assertEqual(browser.title, "<b>Invoice</b>")
            # By itself it is no less harmless.
            browser.click('a[href^="/source"]')
            self.assertEqual(self.trap.fetched, [])

            # The same where nothing holds it back.
            browser.open(self.trap.url + "page")
            browser.find("body")
            self.assertIn("/script.js", self.trap.fetched)
            self.assertIn("/pixel.gif", self.trap.fetched)


def main():
    unittest.main(argv=sys.argv[:1], verbosity=2)


if __name__ == "__main__":
    main()
