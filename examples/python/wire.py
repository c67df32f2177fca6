"""Signs a call, sends it, reads the answer: both editions."""

import decimal
import hashlib
import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request

TRIES = 6
FLAGSHIP_EPOCH = 1325347200  # its clock counts seconds from 2012-01-01 in Beijing


class CallFailed(Exception):
    """No result, after all that could be repeated was."""


class Refused(CallFailed):
    """The server answered, and refused the call as a whole."""


class Wire:
    def __init__(self, edition, url, seller, key, secret, stopping, first_pause=1.0):
        self._url, self._seller, self._key, self._secret = url, seller, key, secret
        self._edition, self._stopping, self._first_pause = edition, stopping, first_pause

    def call(self, name, request, page_size=None):
        """Calls an interface: a list of arguments (flagship) or the fields of a form (enterprise). Each that this program calls is safe
        to repeat: it asks, or names the one version or record that it settles."""
        for attempt in range(TRIES):
            if attempt > 0:
                self._stopping.wait(self._first_pause * 2 ** (attempt - 1))  # a limit is counted by the minute: 31 s in all
            try:
                answer = json.loads(self._send(name, request, page_size), parse_float=decimal.Decimal)
                number = int(answer["status" if self._edition == "flagship" else "code"])
            except (OSError, ValueError, KeyError, TypeError) as error:  # no connection, a proxy's page, half of an answer
                problem = f"no answer that can be read: {error}"
                continue
            if number == 0:
                return answer
            problem = f"{number} {answer.get('message')}"
            if not re.search("超过.*(频率|并发)", problem) and (self._edition, number) != ("enterprise", 1009):
                raise Refused(f"{name}: {problem}")
        raise CallFailed(f"{name}: {problem}")

    def _send(self, name, request, page_size):
        signed = self._flagship(name, request, page_size) if self._edition == "flagship" else self._enterprise(name, request)
        with urllib.request.urlopen(signed, timeout=30) as response:
            return response.read()

    def _flagship(self, method, arguments, page_size):
        """Secret, then every name and value in the order of the names, the body under the name "body", then the secret again."""
        secret, salt = self._secret.split(":", 1)  # the first half signs and never travels, the second travels
        body = to_json(arguments)
        query = {"sid": self._seller, "key": self._key, "salt": salt, "method": method, "v": "1.0"}
        query["timestamp"] = str(int(time.time()) - FLAGSHIP_EPOCH)
        if page_size is not None:
            query.update(page_size=str(page_size), page_no="0", calc_total="0")
        signed = {**query, "body": body}
        text = secret + "".join(each + signed[each] for each in sorted(signed)) + secret
        query["sign"] = hashlib.md5(text.encode()).hexdigest()
        url = f"{self._url}/openapi?{urllib.parse.urlencode(query)}"
        return urllib.request.Request(url, body.encode(), {"Content-Type": "application/json"})

    def _enterprise(self, name, fields):
        """Names in order, each name and value after its length in code points, as Python counts; then the secret."""
        form = {name: value if isinstance(value, str) else to_json(value) for name, value in fields.items()}
        form = {name: value for name, value in form.items() if value != ""}  # an empty value is neither sent nor signed
        form.update(sid=self._seller, appkey=self._key, timestamp=str(int(time.time())))
        text = ";".join(f"{len(each):02}-{each}:{len(form[each]):04}-{form[each]}" for each in sorted(form))
        form["sign"] = hashlib.md5((text + self._secret).encode()).hexdigest()
        return urllib.request.Request(f"{self._url}/openapi2/{name}.php", urllib.parse.urlencode(form).encode())


def to_json(value):
    """In ASCII: json.dumps escapes everything else, so that no way of counting characters gives another signature. Decimals go as text, exact."""
    return json.dumps(value, separators=(",", ":"), default=str)
