"""Pulls what waits, gives it to the shop, and acknowledges only what the shop confirmed. Enterprise edition, no dependency."""

import hashlib
import json
import os
import time
import urllib.parse
import urllib.request

URL, SELLER, KEY, SECRET, SHOP = (os.environ[name] for name in ("URL", "SELLER", "KEY", "SECRET", "SHOP"))
STATE = os.environ.get("STATE", "state")


def set_stock(row):
    """Your shop: set the number, absolute, and return when it is there for good. Raise where it is not."""
    print(f"stock {row['goods_id']} {row['spec_id']} = {row['sync_stock']}")


def ship(row):
    """Your shop: ship these sub-orders, the whole order where there are none; the same number again is done already."""
    oids = row["oids"].split(",") if str(row["is_part_sync"]) == "1" else []
    print(f"ship {row['tid']} [{' '.join(oids)}] {row['logistics_code_erp']} {row['logistics_no']}")


class Refused(Exception):
    """The server answered, with a code that is not 0."""


def sign(form):
    """Names in order, each with its length in code points, as Python counts: other languages have to take care."""
    text = ";".join(f"{len(name):02}-{name}:{len(form[name]):04}-{form[name]}" for name in sorted(form))
    return hashlib.md5((text + SECRET).encode()).hexdigest()


def call(name, **fields):
    """Calls an interface. All of these are safe to repeat: they ask, or name the one version or record they settle."""
    for attempt in range(5):
        pause = 0.5 * 2**attempt
        form = {**fields, "sid": SELLER, "appkey": KEY, "timestamp": str(int(time.time()))}
        form = {name: value for name, value in form.items() if value != ""}  # an empty value is neither sent nor signed
        body = urllib.parse.urlencode({**form, "sign": sign(form)}).encode()
        try:
            with urllib.request.urlopen(f"{URL}/openapi2/{name}.php", body, timeout=30) as response:
                answer = json.loads(response.read())
            if int(answer["code"]) == 0:
                return answer
            if "频率" not in answer["message"] and "并发" not in answer["message"]:
                raise Refused(f"{name}: {answer['code']}: {answer['message']}")
            problem, pause = answer["message"], 20  # a limit is counted by the minute
        except (OSError, ValueError) as error:  # no connection, a proxy's page, half of an answer
            problem = error
        if attempt < 4:
            time.sleep(pause)
    raise SystemExit(f"{name}: {problem}")


def acknowledge(name, field, elements):
    # ASCII: json.dumps escapes everything else, so that nobody can count it otherwise.
    for first in range(0, len(elements), 100):
        errors = call(name, **{field: json.dumps(elements[first : first + 100])}).get("errors") or []
        for error in errors:
            if "非待同步状态" not in error["error"]:  # else it was said before
                print("rejected:", error)


def keep_up(query, rows_in, ack, field, key_of, apply, element_of):
    journal = f"{STATE}-{ack}.json"
    if os.path.exists(journal):  # confirmed by the shop; the last run ended before it was acknowledged
        with open(journal) as file:
            acknowledge(ack, field, json.load(file))
        os.remove(journal)
    seen = set()
    while True:
        page = [row for row in call(query, shop_no=SHOP, limit="100")[rows_in] if key_of(row) not in seen]
        if not page:  # nothing, or only what could not be applied
            return
        confirmed = []
        for row in page:
            seen.add(key_of(row))
            try:
                apply(row)
            except Exception as error:  # not acknowledged, so it comes again
                print(f"failed: {row['rec_id']}: {error}")
                continue
            confirmed.append(element_of(row))
            with open(journal, "w") as file:
                json.dump(confirmed, file)
        acknowledge(ack, field, confirmed)
        if os.path.exists(journal):
            os.remove(journal)


keep_up(
    *("api_goods_stock_change_query", "stock_change_list", "api_goods_stock_change_ack", "stock_sync_list"),
    key_of=lambda row: (row["rec_id"], row["stock_change_count"]),
    apply=set_stock,
    # The version as it came: a newer one must not be acknowledged with an older number.
    element_of=lambda row: {name: row[name] for name in ("rec_id", "sync_stock", "stock_change_count")},
)
keep_up(
    *("logistics_sync_query", "trades", "logistics_sync_ack", "logistics_list"),
    key_of=lambda row: row["rec_id"],
    apply=ship,
    element_of=lambda row: {"rec_id": row["rec_id"], "status": "0", "message": "同步成功"},
)
