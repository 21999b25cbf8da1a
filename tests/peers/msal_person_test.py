"""MSAL signs a person in at the embedded authority: code, device, refresh."""

import html
import re
import threading
import unittest
from urllib.parse import parse_qsl, urlsplit

import msal
import requests

import peer

ANNA = "anna@contoso.test"


class Person:
    """Fills in the authority's pages."""

    def __init__(self, exchange, session):
        self.exchange = exchange
        self.session = session

    def fill_in(self, page, **fields):
        hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page.text)
        data = {html.unescape(name): html.unescape(value) for name, value in hidden}
        return self.session.post(page.url.split("?")[0], data={**data, **fields},
                                 allow_redirects=False, timeout=10)

    def sign_in(self, page):
        page = self.fill_in(page, login=ANNA, passwd=self.exchange.password)
        return self.fill_in(page, accept="1") if 'name="accept"' in page.text else page

    def open(self, url):
        return self.session.get(url, timeout=10)


class MsalPerson(peer.PeerTest):
    def setUp(self):
        self.person = Person(self.exchange, self.new_session())
        self.scopes = [self.exchange.authority + "/EWS.AccessAsUser.All"]

    def new_session(self):
        session = self.enterContext(requests.Session())
        session.verify = self.exchange.ca_file
        return session

    def options(self):
        return {"http_client": self.new_session(), "validate_authority": False,
                "authority": f"{self.exchange.authority}/{self.exchange.tenant_id}"}

    def public(self):
        return msal.PublicClientApplication(self.exchange.public_client_id, **self.options())

    def confidential(self):
        return msal.ConfidentialClientApplication(
            self.exchange.client_id, client_credential=self.exchange.client_secret,
            **self.options())

    def sign_in_by_code(self, application):
        flow = application.initiate_auth_code_flow(
            self.scopes, redirect_uri="http://localhost:8400/", login_hint=ANNA)
        back = self.person.sign_in(self.person.open(flow["auth_uri"]))
        self.assertEqual(back.status_code, 303)
        brought = dict(parse_qsl(urlsplit(back.headers["Location"]).query))
        return application.acquire_token_by_auth_code_flow(flow, brought)

    def check(self, answer):
        self.assertIn("access_token", answer, answer)
        self.assertEqual(answer["id_token_claims"]["preferred_username"], ANNA)
        response = requests.post(
            self.exchange.ews_url, data=b"<not-soap/>", verify=self.exchange.ca_file,
            headers={"Authorization": "Bearer " + answer["access_token"],
                     "Content-Type": "text/xml; charset=utf-8"}, timeout=10)
        self.assertEqual(response.status_code, 500)  # signed in, but no SOAP

    def test_signs_in_by_code_with_and_without_a_secret(self):
        self.check(self.sign_in_by_code(self.public()))
        self.check(self.sign_in_by_code(self.confidential()))

    def test_refreshes(self):
        application = self.public()
        first = self.sign_in_by_code(application)
        (account,) = application.get_accounts()
        self.assertEqual(account["username"], ANNA)
        second = application.acquire_token_silent(self.scopes, account, force_refresh=True)
        self.assertIn("access_token", second)
        self.assertNotEqual(first["access_token"], second["access_token"])

    def test_signs_in_by_device(self):
        application = self.public()
        flow = application.initiate_device_flow(self.scopes)
        self.assertIn(flow["user_code"], flow["message"])

        def enter_the_code():
            page = self.person.open(flow["verification_uri"])
            page = self.person.fill_in(page, user_code=flow["user_code"], next="1")
            self.assertIn("You can close this page", self.person.sign_in(page).text)

        timer = threading.Timer(1.5, enter_the_code)
        timer.start()
        self.check(application.acquire_token_by_device_flow(flow))
        timer.join()

    def test_is_told_of_a_code_that_was_used(self):
        application = self.public()
        flow = application.initiate_auth_code_flow(
            self.scopes, redirect_uri="http://localhost:8400/")
        back = self.person.sign_in(self.person.open(flow["auth_uri"]))
        brought = dict(parse_qsl(urlsplit(back.headers["Location"]).query))
        self.assertIn("access_token",
                      application.acquire_token_by_auth_code_flow(flow, brought))
        again = application.acquire_token_by_auth_code_flow(flow, brought)
        self.assertEqual((again["error"], again["error_codes"]), ("invalid_grant", [54005]))


if __name__ == "__main__":
    peer.main()
