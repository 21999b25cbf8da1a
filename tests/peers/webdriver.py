"""Chromium without a window, by https://www.w3.org/TR/webdriver2/."""

import http.client
import json
import re
import subprocess
import tempfile

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync"]
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


class Browser:
    """`with` starts one with a new profile, and ends it."""

    def __init__(self, javascript=True):
        self.javascript = javascript

    def __enter__(self):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE,
                                       stderr=subprocess.DEVNULL, text=True)
        try:
            self.port = self.find_port()
            preferences = {} if self.javascript else {
                "profile.managed_default_content_settings.javascript": 2}
            session = self.command("POST", "/session", {"capabilities": {"alwaysMatch": {
                "acceptInsecureCerts": True,
                "timeouts": {"implicit": 30000},  # until an element is there
                "goog:chromeOptions": {
                    "args": [*ARGUMENTS, "--user-data-dir=" + self.profile.name],
                    "prefs": preferences}}}})
            self.session = "/session/" + session["sessionId"]
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *unused):
        try:
            self.command("DELETE", self.session)
        finally:
            self.end()

    def end(self):
        self.driver.terminate()
        self.driver.wait(timeout=30)
        self.driver.stdout.close()
        self.profile.cleanup()

    def find_port(self):
        for line in self.driver.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                return int(found[1])
        raise RuntimeError("chromedriver did not start")

    def command(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, json.dumps(body or {}) if method == "POST" else None)
        value = json.load(connection.getresponse())["value"]
        connection.close()
        if isinstance(value, dict) and "error" in value:
            raise RuntimeError(value["message"])
        return value

    def open(self, url):
        self.command("POST", self.session + "/url", {"url": url})

    def find(self, selector):
        found = self.command("POST", self.session + "/element",
                             {"using": "css selector", "value": selector})
        return f"{self.session}/element/{found[ELEMENT]}"

    def type(self, selector, text):
        element = self.find(selector)
        self.command("POST", element + "/clear")
        self.command("POST", element + "/value", {"text": text})

    def click(self, selector):
        self.command("POST", self.find(selector) + "/click")

    def text(self, selector):
        return self.command("GET", self.find(selector) + "/text")

    def enter(self, selector):
        """What follows is about the document in that frame."""
        element = self.find(selector).rsplit("/", 1)[1]
        self.command("POST", self.session + "/frame", {"id": {ELEMENT: element}})

    def leave(self):
        self.command("POST", self.session + "/frame", {"id": None})

    @property
    def title(self):
        return self.command("GET", self.session + "/title")

    @property
    def page(self):
        return self.command("GET", self.session + "/source")

    def script(self, text):
        return self.command("POST", self.session + "/execute/sync", {"script": text, "args": []})
