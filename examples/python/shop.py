"""A pretend shop that prints what it does: put yours here. What you must keep stands in the docstrings."""

import os
import time


class Shop:
    class Refusal(Exception):
        """The shop says no, and will again until somebody does something, such as naming the goods."""

    def set_stock(self, record):
        """Sets an absolute quantity, and returns when it is there for good. Raises where it is not."""
        self._work(record["sku"])
        print(f"stock {record['sku']} = {record['quantity']}", flush=True)

    def ship(self, record):
        """Ships these sub-orders, the whole order where there are none. Told of a number it has, a shop answers that it has it."""
        if record["oids"] is None:
            raise RuntimeError(record["problem"])
        self._work(record["tid"])
        print(f"ship {record['tid']} [{' '.join(record['oids'])}] {record['carrier']} {record['tracking']}", flush=True)

    def _work(self, subject):
        """Only for tests: TROUBLE="SKU-3=unknown SKU-4=busy SKU-5=crash" makes it refuse, and SHOP_MS makes it slow."""
        time.sleep(float(os.environ.get("SHOP_MS", "0")) / 1000)
        trouble = dict(each.split("=") for each in os.environ.get("TROUBLE", "").split()).get(subject)
        if trouble == "unknown":
            raise Shop.Refusal(f"商城没有 {subject} 🎉")
        if trouble == "busy":
            raise RuntimeError("the shop is taking stock")
        if trouble == "crash":
            raise ZeroDivisionError("a mistake in the shop")
