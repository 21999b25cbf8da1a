"""Chromium signs in for `letterbox authorize`, from end to end."""

import os
import pty
import subprocess
import sys
import time
import unittest

import peer
from webdriver import Browser

ANNA = "anna@contoso.test"
PATIENCE = 60


class Terminal:
    """The program on a terminal of its own."""

    def __init__(self, *arguments, **variables):
        self.side, inner = pty.openpty()
        environment = {name: value for name, value in os.environ.items()
                       if name not in ("CI", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY")}
        self.process = subprocess.Popen(
            [sys.argv[2], *arguments], stdin=inner, stdout=inner, stderr=inner,
            env={**environment, **variables})
        os.close(inner)
        self.output = ""

    def read(self):
        try:
            part = os.read(self.side, 4096).decode()
        except OSError:  # how Linux tells the end of a terminal
            part = ""
        self.output += part
        return part

    def line_after(self, mark):
        while mark not in self.output or "\r\n" not in self.output.split(mark, 1)[1]:
            if not self.read():
                raise RuntimeError(f"it never said {mark!r}: {self.output}")
        return self.output.split(mark, 1)[1].split("\r\n", 1)[0]

    def wait(self):
        while self.read():
            pass
        os.close(self.side)
        return self.process.wait(timeout=PATIENCE)


class BrowserTest(peer.PeerTest):
    def setUp(self):
        self.folder = self.enterContext(peer.tempfile.TemporaryDirectory())
        self.store = os.path.join(self.folder, "tokens")
        self.file = os.path.join(self.folder, "letterbox.yaml")
        self.declare()

    def declare(self, more=""):
        with open(self.file, "w", encoding="utf-8") as file:
            file.write(f"""connections:
  customer:
    type: exchange
    host: {self.exchange.ews_url}
    tls: {{ca_file: {self.exchange.ca_file}}}
    authenticate:
      method: oauth2
      tenant_id: {self.exchange.tenant_id}
      client_id: {self.exchange.public_client_id}
      redirect_url: http://localhost/
      authority: {self.exchange.authority}
{more}""")

    def start(self, *arguments, **variables):
        return Terminal("authorize", "--config", self.file, *arguments, "customer",
                        LETTERBOX_TOKEN_STORE=self.store, **variables)

    def run_program(self, *command):
        return subprocess.run([sys.argv[2], *command, "--config", self.file], text=True,
                              stdin=subprocess.DEVNULL, capture_output=True, check=False,
                              env={**os.environ, "LETTERBOX_TOKEN_STORE": self.store})

    def await_text(self, browser, text):
        end = time.monotonic() + PATIENCE
        while text not in browser.page:
            self.assertLess(time.monotonic(), end, browser.page)
            time.sleep(0.1)

    def sign_in(self, browser):
        browser.type("#login", ANNA)
        browser.type("#passwd", self.exchange.password)
        browser.click("#signin")
        end = time.monotonic() + PATIENCE
        while 'name="passwd"' in (page := browser.page):
            self.assertLess(time.monotonic(), end, page)
        if "Permissions requested" in page:
            browser.click("#accept")

    def check_signed_in(self, terminal):
        self.assertEqual(terminal.wait(), 0, terminal.output)
        self.assertIn(f"signed in as {ANNA}", terminal.output)
        done = self.run_program("check", "--quick")
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_signs_in_in_the_browser_that_is_opened(self):
        seen = os.path.join(self.folder, "url")
        opener = os.path.join(self.folder, "opener")
        with open(opener, "w", encoding="ascii") as file:
            file.write(f'#!/bin/sh\nprintf %s "$1" >{seen}.part\nmv {seen}.part {seen}\n')
        os.chmod(opener, 0o700)
        terminal = self.start(BROWSER=opener)
        terminal.line_after("The browser opens")
        end = time.monotonic() + PATIENCE
        while not os.path.exists(seen):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)
        with open(seen, encoding="ascii") as file, Browser() as browser:
            browser.open(file.read())
            self.sign_in(browser)
            self.await_text(browser, "You can close this page.")
        self.check_signed_in(terminal)

    def test_signs_in_without_javascript(self):
        terminal = self.start()
        terminal.line_after("on this machine:")
        with Browser(javascript=False) as browser:
            browser.open("https://" + terminal.line_after("  https://"))
            self.sign_in(browser)
            self.await_text(browser, "Continue")
            browser.click("button")
            self.await_text(browser, "You can close this page.")
        self.check_signed_in(terminal)

    def test_signs_in_for_a_device_after_a_wrong_password(self):
        terminal = self.start("--device")
        url, code = terminal.line_after("  Open ").split(" on any device, and enter the code ")
        with Browser() as browser:
            browser.open(url)
            browser.type("#user_code", code.lower())
            browser.click("#next")
            browser.type("#login", ANNA)
            browser.type("#passwd", "wrong")
            browser.click("#signin")
            self.await_text(browser, "password is wrong")
            self.sign_in(browser)
            self.await_text(browser, "You can close this page.")
        self.check_signed_in(terminal)

    def test_shows_that_the_redirect_is_not_registered(self):
        self.declare()
        with open(self.file, encoding="utf-8") as file:
            text = file.read().replace("http://localhost/", "http://localhost/other")
        with open(self.file, "w", encoding="utf-8") as file:
            file.write(text)
        terminal = self.start()
        terminal.line_after("on this machine:")
        with Browser() as browser:
            browser.open("https://" + terminal.line_after("  https://"))
            self.await_text(browser, "AADSTS50011")
        terminal.process.terminate()
        terminal.wait()


if __name__ == "__main__":
    peer.main()
