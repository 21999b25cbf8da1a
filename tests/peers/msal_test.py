"""MSAL gets a token from the embedded authority, and its refusals."""

import datetime
import os
import tempfile
import unittest

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
import msal
import requests

import peer


def make_certificate():
    """A certificate and its key, and what MSAL wants of them."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "application")])
    now = datetime.datetime.utcnow()
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .sign(key, hashes.SHA256()))
    return certificate.public_bytes(serialization.Encoding.PEM), {
        "private_key": key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption()).decode("ascii"),
        "thumbprint": certificate.fingerprint(hashes.SHA1()).hex()}


class Msal(peer.PeerTest):
    @classmethod
    def setUpClass(cls):
        certificate, cls.credential = make_certificate()
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        path = os.path.join(folder, "application.pem")
        with open(path, "wb") as file:
            file.write(certificate)
        os.environ["LETTERBOX_PEERS_CERTIFICATE"] = path
        super().setUpClass()

    def application(self, secret):
        session = requests.Session()
        session.verify = self.exchange.ca_file
        return msal.ConfidentialClientApplication(
            self.exchange.client_id, client_credential=secret, http_client=session,
            authority=f"{self.exchange.authority}/{self.exchange.tenant_id}",
            validate_authority=False)

    def ask(self, secret):
        scope = self.exchange.ews_url.split("/EWS/")[0] + "/.default"
        return self.application(secret).acquire_token_for_client([scope])

    def test_gets_a_token_that_exchange_takes(self):
        answer = self.ask(self.exchange.client_secret)
        self.assertEqual(answer["token_type"], "Bearer")
        response = requests.post(
            self.exchange.ews_url, data=b"<not-soap/>", verify=self.exchange.ca_file,
            headers={"Authorization": "Bearer " + answer["access_token"],
                     "Content-Type": "text/xml; charset=utf-8"}, timeout=10)
        self.assertEqual(response.status_code, 500)  # signed in, but no SOAP

    def test_is_refused_with_a_wrong_secret(self):
        answer = self.ask("wrong")
        self.assertEqual(answer["error"], "invalid_client")
        self.assertIn(7000215, answer["error_codes"])

    def test_gets_a_token_with_the_applications_certificate(self):
        answer = self.ask(self.credential)
        self.assertEqual(answer.get("token_type"), "Bearer", answer)

    def test_is_refused_with_another_certificate(self):
        answer = self.ask(make_certificate()[1])
        self.assertEqual(answer["error"], "invalid_client")
        self.assertIn(700027, answer["error_codes"])

    def test_goes_on_with_the_refresh_token_of_each_answer(self):
        application = self.application(self.exchange.client_secret)
        scope = self.exchange.ews_url.split("/EWS/")[0] + "/EWS.AccessAsUser.All"
        token = self.exchange.refresh_token
        for _ in range(2):
            answer = application.acquire_token_by_refresh_token(token, [scope])
            self.assertEqual(answer.get("token_type"), "Bearer", answer)
            self.assertNotEqual(answer["refresh_token"], token)
            used, token = token, answer["refresh_token"]
        answer = application.acquire_token_by_refresh_token(used, [scope])
        self.assertEqual(answer["error"], "invalid_grant")

    def test_exchange_refuses_another_token(self):
        response = requests.post(
            self.exchange.ews_url, data=b"<not-soap/>", verify=self.exchange.ca_file,
            headers={"Authorization": "Bearer another"}, timeout=10)
        self.assertEqual(response.status_code, 401)
        self.assertIn("Bearer", response.headers["WWW-Authenticate"])


if __name__ == "__main__":
    peer.main()
