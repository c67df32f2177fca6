"""Keeps a shop in step with the ERP: python3 main.py, every few minutes. Python 3.9 or later, nothing else.

URL, SELLER, KEY, SECRET, SHOP: the account and the number of the shop. EDITION: enterprise (default) or flagship.
STATE: beginning of the files that hold what the shop confirmed until it is acknowledged; "state" by default.
"""

import os
import signal
import sys
import threading

from journal import Journal
from pools import POOLS
from shop import Shop
from wire import CallFailed, Wire

stopping = threading.Event()
signal.signal(signal.SIGTERM, lambda *_: stopping.set())
signal.signal(signal.SIGINT, lambda *_: stopping.set())


def keep_up(pool, apply, journal):
    """One pass over a pool: pull, apply, acknowledge what was said of it; then the first page again, until it brings nothing new."""
    acknowledge(pool, journal)  # the last run ended between the shop's word and the acknowledgement
    seen, unsaid = set(), 0
    while not stopping.is_set():
        page = [row for row in pool.next_page(unsaid) if pool.key_of(row) not in seen]
        if not page:
            return
        for row in page:
            if stopping.is_set():
                break
            seen.add(pool.key_of(row))
            element = said_of(pool, row, apply)
            if element is None:
                unsaid += 1
            else:
                journal.add(element)
        acknowledge(pool, journal)


def said_of(pool, row, apply):
    """Gives one record to the shop. Whatever goes wrong with it is said of it alone. None: nothing is to be said, it comes again."""
    try:
        record = pool.read(row)
    except (KeyError, TypeError, ValueError) as error:
        tell(pool, f"cannot be read, and waits: {error!r}: {row}")
        return None
    try:
        apply(record)
        outcome, message = "success", ""
    except Shop.Refusal as refusal:  # the shop says no, and will again until somebody does something
        outcome, message = "fail", str(refusal)
    except Exception as error:  # not now, or nobody knows why: the same may succeed later
        outcome, message = "retry", str(error) or repr(error)
    if outcome != "success":
        tell(pool, f"{record['number']}: {outcome}: {message}")
    return pool.element(record, outcome, message)


def acknowledge(pool, journal):
    elements = journal.read()
    if not elements:
        journal.clear()
        return
    rejected = pool.acknowledge(elements)
    for number, reason in rejected:
        tell(pool, f"rejected: {number}: {reason}")
    print(f"{pool.name}: {len(elements) - len(rejected)} acknowledged", flush=True)
    journal.clear()


def tell(pool, text):
    print(f"{pool.name}: {text}", file=sys.stderr, flush=True)


def main():
    account = {name: os.environ[name.upper()] for name in ("url", "seller", "key", "secret")}
    edition = os.environ.get("EDITION", "enterprise")
    pause = float(os.environ.get("PAUSE_MS", "1000")) / 1000
    stock, shipments = POOLS[edition](Wire(edition=edition, stopping=stopping, first_pause=pause, **account), os.environ["SHOP"])
    shop = Shop()
    failed = False
    for pool, apply in ((stock, shop.set_stock), (shipments, shop.ship)):
        try:
            keep_up(pool, apply, Journal(f"{os.environ.get('STATE', 'state')}-{pool.name}"))
        except Exception as error:  # one pool that cannot be worked with keeps nobody from the other
            tell(pool, str(error) if isinstance(error, CallFailed) else f"the answer is not what it should be: {error!r}")
            failed = True
    sys.exit(1 if failed else 0)


main()
