"""A validator of JSON Schema agrees with the loader on connection files."""

import glob
import json
import os
import subprocess
import sys
import tempfile
import unittest

import jsonschema
import yaml

program, root = sys.argv[1:]
del sys.argv[1:]

# What both take, and what both refuse.
GOOD = [
    "connections: {a: {type: embedded}}",
    "connections: {a: {type: embedded, user: a@b.test, timeout: 5s}}",
    "connections: {a: {type: '${env:TYPE_OF_A}'}}",
    "defaults: {host: mail.contoso.com}\nconnections: {a: {type: embedded}}",
    "connections: {a: {type: exchange, host: h, user: a@b.test, server_version:"
    " Exchange2016, authenticate: {method: basic, password: 123},"
    " hand_in: {host: s, port: 587, tls: starttls}}}",
    "connections: {a: {type: exchange, host: h, user: a@b.test, aliases: [c@b.test],"
    " tls: {verify: false}, proxy: 'http://p:3128', authenticate: {method: ntlm,"
    " password: p}}, b: {type: embedded, plus_addressing: true}}",
    "connections: {a: {type: embedded}}\nprofile: p\nprofiles: {p: {a: {type:"
    " exchange, host: h, authenticate: {method: oauth2, flow: device_code,"
    " client_id: c, tenant_id: t}}}}",
]
BAD = [
    "{}",
    "[]",
    "text",
    "connections: {a: }",
    "connections: {a: {type: nonsense}}",
    "connections: {a: {type: graph}}",
    "connections: {a: {type: ''}}",
    "connections: {a: {type: embedded, usr: a@b.test}}",
    "connections: {a: {type: embedded, host: h}}",
    "connections: {a: {type: embedded, user: [a@b.test]}}",
    "connections: {a: {type: embedded}}\ncolour: red",
    "connections: {a: {type: embedded}}\nprofiles: {p: {a: {hosst: h}}}",
    "connections: {a: {type: exchange, host: h, user: a@b.test, authenticate:"
    " {method: telepathy}}}",
    "connections: {a: {type: exchange, host: h, user: a@b.test, authenticate:"
    " {method: basic, password: p}, hand_in: {host: s, tls: perhaps}}}",
]


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        schema = json.loads(subprocess.check_output([program, "schema"]))
        jsonschema.Draft7Validator.check_schema(schema)
        cls.validator = jsonschema.Draft7Validator(schema)

    def problems(self, text):
        return [e.message for e in self.validator.iter_errors(yaml.safe_load(text))]

    def loads(self, text):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "letterbox.yaml")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            said = subprocess.run(
                [program, "status", "--config", path], capture_output=True, text=True,
                env={"HOME": folder}, check=False)
            # A file that cannot be used is told before any connection.
            return said.stdout.startswith(path), said.stdout + said.stderr

    def test_takes_what_the_loader_takes(self):
        for text in GOOD:
            with self.subTest(text):
                self.assertEqual(self.problems(text), [])
                is_good, said = self.loads(text)
                self.assertTrue(is_good, said)

    def test_refuses_what_the_loader_refuses(self):
        for text in BAD:
            with self.subTest(text):
                self.assertNotEqual(self.problems(text), [])
                is_good, said = self.loads(text)
                self.assertFalse(is_good, said)

    def test_takes_the_files_of_the_examples(self):
        files = glob.glob(os.path.join(root, "examples", "*", "letterbox.yaml"))
        self.assertGreater(len(files), 5)
        for path in files:
            with self.subTest(path), open(path, encoding="utf-8") as file:
                self.assertEqual(self.problems(file.read()), [])

    def test_describes_every_key(self):
        keys = self.validator.schema["definitions"]["keys"]["properties"]
        self.assertIn("authenticate", keys)
        for name, key in keys.items():
            self.assertTrue(key["description"], name)


if __name__ == "__main__":
    unittest.main()
