"""The server and the worker beside the tests share their database and leave the next test a clean one."""

import http.client

import pytest
from django.contrib.auth.models import Group

from portal.accounts.models import User


def page_status(server, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", path)
    return connection.getresponse().status


@pytest.mark.parametrize("attempt", [1, 2, 3])
def test_server_beside_a_test_that_commits(server, attempt):
    assert Group.objects.exists(), "what migrations wrote is there"
    assert not User.objects.filter(email="a@example.org").exists(), "what the last test wrote is gone"
    User.objects.create_user("a@example.org", "long enough")
    assert page_status(server, "/health/ready") in {200, 503}
    assert page_status(server, "/") == 200
