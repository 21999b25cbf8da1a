"""What the tests with peers share: a running embedded Exchange."""

import os
import subprocess
import sys
import tempfile
import unittest


# They would come before the authority that a test names.
for variable in "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE":
    os.environ.pop(variable, None)


class Exchange:
    """Starts the program named on the command line; `with` ends it."""

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.argv[1]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.facts = {}
        while "ca" not in self.facts:
            key, value = self.process.stdout.readline().rstrip("\n").split(" ", 1)
            self.facts[key] = value
        self.folder = tempfile.TemporaryDirectory()
        self.ca_file = os.path.join(self.folder.name, "ca.pem")
        with open(self.ca_file, "w", encoding="ascii") as file:
            file.write(self.facts["ca"].replace("|", "\n"))
        return self

    def __exit__(self, *unused):
        self.process.stdin.close()
        self.process.wait(timeout=10)
        self.process.stdout.close()
        self.folder.cleanup()

    def tell(self, command):
        """Says something to the program, and waits until it is done."""
        self.process.stdin.write(command + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().rstrip("\n")
        if answer != "done":
            raise ValueError(f"{command}: {answer}")

    def __getattr__(self, name):
        try:
            return self.facts[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def token_url(self):
        return f"{self.authority}/{self.tenant_id}/oauth2/v2.0/token"


class PeerTest(unittest.TestCase):
    """One embedded Exchange for all tests of a class."""

    @classmethod
    def setUpClass(cls):
        cls.exchange = cls.enterClassContext(Exchange())


def main():
    unittest.main(argv=sys.argv[:1], verbosity=2)
