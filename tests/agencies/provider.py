"""仿真的身份认证平台：真的 HTTP、真的发现文档、真的公钥集、授权码加 PKCE。

A small OpenID provider on a port of its own. It speaks the protocol as a client meets it, and checks its client as a real one would: the
secret, the redirect address, the code used once, the PKCE verifier. `forge` lets a test have it answer with a bad token.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from joserfc import jws
from joserfc.jwk import OctKey, RSAKey

CLIENT = "supervision-platform"
CLIENT_SECRET = token_urlsafe(16)
Claims = dict[str, Any]


def _key(kid: str) -> RSAKey:
    private = rsa.generate_private_key(65537, 2048)
    pem = private.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return RSAKey.import_key(pem, {"kid": kid, "use": "sig"})


@dataclass
class Provider:
    """The state of the provider: its key, its codes, whom it has signed in."""

    subject: str = "4301-0007"
    methods: tuple[str, ...] = ("pwd",)
    forge: Callable[[Provider, Claims], str] | None = None
    key: RSAKey = field(default_factory=lambda: _key("one"))
    stranger: RSAKey = field(default_factory=lambda: _key("one"))
    codes: dict[str, Claims] = field(default_factory=dict)
    asked: list[Claims] = field(default_factory=list)
    issuer: str = ""

    def signed(self, claims: Claims, *, key: Any = None, algorithm: str = "RS256") -> str:
        """A token."""
        header = {"alg": algorithm, "kid": "one"}
        return jws.serialize_compact(header, json.dumps(claims).encode(), key or self.key, algorithms=[algorithm])

    def unsigned(self, claims: Claims, *, algorithm: str = "none", signature: str = "") -> str:
        """A token without a signature, or with nonsense for one."""
        parts = ({"alg": algorithm, "kid": "one"}, claims)
        return ".".join([_b64(json.dumps(part).encode()) for part in parts] + [signature])

    def signed_with_the_public_key(self, claims: Claims) -> str:
        """HS256 with the public key's text as the secret, as in the classic confusion of algorithms."""
        return self.signed(claims, key=OctKey.import_key(self.key.as_pem(private=False)), algorithm="HS256")

    def claims(self, request: Claims) -> Claims:
        """What a good token says."""
        now = int(time.time())
        return {
            "iss": self.issuer, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": request["nonce"],
            "amr": list(self.methods),
        }  # fmt: skip

    def authorize(self, address: str) -> str:
        """What the browser is sent back with when the person has signed in there."""
        request = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert request["client_id"] == CLIENT
        assert request["response_type"] == "code"
        assert request["code_challenge_method"] == "S256"
        self.asked.append(request)
        code = secrets.token_urlsafe(12)
        self.codes[code] = request
        return f"{request['redirect_uri']}?{urlencode({'code': code, 'state': request['state']})}"

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, Claims]:
        """The token endpoint."""
        request = self.codes.pop(form.get("code", ""), None)
        basic = "Basic " + base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        if request is None or authorization != basic or form.get("redirect_uri") != request["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        if _b64(hashlib.sha256(form.get("code_verifier", "").encode()).digest()) != request["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        claims = self.claims(request)
        token = self.forge(self, claims) if self.forge else self.signed(claims)
        return 200, {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "id_token": token}

    def describe(self) -> Claims:
        """The discovery document; it even offers the algorithms that nobody should take."""
        return {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys", "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
            "response_types_supported": ["code"], "subject_types_supported": ["public"],
        }  # fmt: skip

    def serve(self) -> ThreadingHTTPServer:
        """Start on a free port."""
        provider = self

        class Handler(BaseHTTPRequestHandler):
            """Three documents."""

            def do_GET(self) -> None:
                keys = {"keys": [provider.key.as_dict(private=False)]}
                found = {"/.well-known/openid-configuration": provider.describe(), "/keys": keys}.get(self.path)
                self._answer(200 if found else 404, found or {})

            def do_POST(self) -> None:
                text = self.rfile.read(int(self.headers["Content-Length"])).decode()
                form = {name: values[0] for name, values in parse_qs(text).items()}
                self._answer(*provider.exchange(form, self.headers.get("Authorization", "")))

            def _answer(self, status: int, document: Claims) -> None:
                body = json.dumps(document).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: Any) -> None:
                """Silence."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
