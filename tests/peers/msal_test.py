"""MSAL gets a token from the embedded authority, and its refusals."""

import unittest

import msal
import requests

import peer


class Msal(peer.PeerTest):
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

    def test_exchange_refuses_another_token(self):
        response = requests.post(
            self.exchange.ews_url, data=b"<not-soap/>", verify=self.exchange.ca_file,
            headers={"Authorization": "Bearer another"}, timeout=10)
        self.assertEqual(response.status_code, 401)
        self.assertIn("Bearer", response.headers["WWW-Authenticate"])


if __name__ == "__main__":
    peer.main()
