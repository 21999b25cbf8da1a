"""Proxies that others wrote, each in a folder and on a port of its own."""

import hashlib
import os
import socket
import subprocess
import tempfile
import time

USER = "qa"
PASSWORD = "m4rker-of-proxy"
REALM = "letterbox"


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


class Daemon:
    """A program that listens on a port of loopback; `close` ends it."""

    scheme = "http"

    def __init__(self):
        self.port = free_port()
        self.holder = tempfile.TemporaryDirectory()
        self.folder = self.holder.name
        os.chmod(self.folder, 0o777)  # squid, started as root, becomes another
        self.log = open(os.path.join(self.folder, "output"), "w+b")
        self.process = None

    def start(self, *command, **options):
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, **options)
        for _ in range(600):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise RuntimeError(f"{command[0]} does not listen: {self.heard('output')}")

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="ascii") as file:
            file.write(text)
        os.chmod(path, 0o644)
        return path

    def heard(self, name):
        with open(os.path.join(self.folder, name), encoding="utf-8", errors="replace") as file:
            return file.read()

    @property
    def url(self):
        return f"{self.scheme}://localhost:{self.port}"

    def close(self):
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.log.close()
        self.holder.cleanup()


class Squid(Daemon):
    """With one scheme of authentication, or none."""

    def __init__(self, scheme=None, keytab=None):
        super().__init__()
        hashed = subprocess.run(["openssl", "passwd", "-apr1", PASSWORD], check=True,
                                capture_output=True, text=True).stdout
        digest = hashlib.md5(f"{USER}:{REALM}:{PASSWORD}".encode()).hexdigest()
        helpers = {
            "basic": ["/usr/lib/squid/basic_ncsa_auth", self.write("basic", f"{USER}:{hashed}")],
            "digest": ["/usr/lib/squid/digest_file_auth", "-c",
                       self.write("digest", f"{USER}:{REALM}:{digest}\n")],
            "ntlm": ["/usr/lib/squid/ntlm_fake_auth"],
            "negotiate": ["/usr/lib/squid/negotiate_kerberos_auth", "-k", keytab,
                          "-s", "HTTP/localhost"],
        }
        # It keeps one address a name, and the servers here have no other.
        hosts = self.write("hosts", "127.0.0.1 localhost\n")
        lines = [
            f"http_port 127.0.0.1:{self.port}",
            "pid_filename none",
            f"access_log stdio:{self.folder}/access.log",
            f"cache_log {self.folder}/cache.log",
            f"coredump_dir {self.folder}",
            f"hosts_file {hosts}",
            "cache deny all",
            "cache_mem 8 MB",
            "memory_cache_shared off",
            "max_filedescriptors 1024",
            "pinger_enable off",
            "shutdown_lifetime 0 seconds",
        ]
        if scheme:
            lines += [f"auth_param {scheme} program {' '.join(map(str, helpers[scheme]))}",
                      f"auth_param {scheme} children 4 startup=1 idle=1"]
            if scheme in ("basic", "digest"):
                lines.append(f"auth_param {scheme} realm {REALM}")
            lines += ["acl known proxy_auth REQUIRED", "http_access allow known",
                      "http_access deny all"]
        else:
            lines += ["acl closed port 1", "http_access deny closed", "http_access allow all"]
        self.start("/usr/sbin/squid", "-N", "-f", self.write("squid.conf", "\n".join(lines) + "\n"))


class Tinyproxy(Daemon):
    """With Basic, or nothing."""

    def __init__(self, with_login=False):
        super().__init__()
        lines = [f"Port {self.port}", "Listen 127.0.0.1", "Timeout 600", "MaxClients 50",
                 "LogLevel Info", f'LogFile "{self.folder}/log"']
        if with_login:
            lines.append(f"BasicAuth {USER} {PASSWORD}")
        self.start("/usr/bin/tinyproxy", "-d", "-c",
                   self.write("tinyproxy.conf", "\n".join(lines) + "\n"))


class Stunnel(Daemon):
    """TLS before another proxy."""

    scheme = "https"

    def __init__(self, behind):
        super().__init__()
        self.behind = behind
        self.certificate = os.path.join(self.folder, "proxy.pem")
        key = os.path.join(self.folder, "proxy.key")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
                        "-subj", "/CN=proxy", "-addext", "subjectAltName=DNS:localhost",
                        "-keyout", key, "-out", self.certificate],
                       check=True, capture_output=True)
        self.start("/usr/bin/stunnel4", self.write("stunnel.conf", "\n".join([
            "foreground = yes", "pid =", "[proxy]", f"accept = 127.0.0.1:{self.port}",
            f"connect = 127.0.0.1:{behind.port}", f"cert = {self.certificate}",
            f"key = {key}", ""])))

    def close(self):
        super().close()
        self.behind.close()


class Microsocks(Daemon):
    """SOCKS 5 with a password."""

    scheme = "socks5"

    def __init__(self):
        super().__init__()
        # It has no other way to be told; the password is this test's alone.
        self.start("/usr/bin/microsocks", "-i", "127.0.0.1", "-p", str(self.port),
                   "-u", USER, "-P", PASSWORD)


class Dante(Daemon):
    """SOCKS 5 without a password."""

    scheme = "socks5h"

    def __init__(self):
        super().__init__()
        self.start("/usr/sbin/danted", "-f", self.write("danted.conf", "\n".join([
            f"logoutput: {self.folder}/log",
            f"internal: 127.0.0.1 port = {self.port}", "external: lo", "socksmethod: none",
            "clientmethod: none",
            "client pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }",
            "socks pass { from: 0.0.0.0/0 to: 0.0.0.0/0 }", ""])))
