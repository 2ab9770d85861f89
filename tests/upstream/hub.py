"""A hub that speaks WebSub: takes subscriptions, asks back whether they were meant, and pushes signed content."""

import hashlib
import hmac
import secrets
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode


class Handler(BaseHTTPRequestHandler):
    server: "Hub"

    def do_POST(self):
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        self.server.asked.append(form)
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()
        if self.server.status < 300:
            threading.Thread(target=self.server.verify, args=(form,), daemon=True).start()

    def log_message(self, *args):
        pass


class Hub(ThreadingHTTPServer):
    """`asked` are the forms that came; `verified` what the callbacks answered to our challenges: (mode, whether)."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.status, self.lease = 202, 86_400
        self.asked, self.verified, self.subscribers = [], [], {}

    def __enter__(self):
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.shutdown()
        self.server_close()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}/"

    def verify(self, form):
        mode, topic, callback = form["hub.mode"], form["hub.topic"], form["hub.callback"]
        challenge = secrets.token_hex(8)
        said = {"hub.mode": mode, "hub.topic": topic, "hub.challenge": challenge, "hub.lease_seconds": self.lease}
        is_meant = self.send(f"{callback}?{urlencode(said)}") == (200, challenge)
        if is_meant and mode == "subscribe":
            self.subscribers[topic] = form
        elif is_meant:
            self.subscribers.pop(topic, None)
        self.verified.append((mode, is_meant))

    def push(self, topic, body, *, secret=None, algorithm="sha256"):
        """Tells the subscriber of this topic what is new; answers its status."""
        form = self.subscribers[topic]
        digest = hmac.new((secret or form["hub.secret"]).encode(), body, getattr(hashlib, algorithm)).hexdigest()
        return self.send(form["hub.callback"], body, {"X-Hub-Signature": f"{algorithm}={digest}"})[0]

    def send(self, url, body=None, headers=None):
        request = urllib.request.Request(url, body, {"Content-Type": "application/rss+xml"} | (headers or {}))
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, ""
