"""The two pools of each edition: how a page is read, what is said of a record, how it is acknowledged.

A pool has no page 2: what is acknowledged leaves it, so the first page is asked for again, larger by what stays at its head.
"""

import sys

from wire import Refused

PAGE = 100

# What a row of the flagship edition says of its rule, and an acknowledgement says again.
RULE = ("stock_syn_rule_id", "stock_syn_rule_no", "stock_syn_warehouses", "stock_syn_mask", "stock_syn_percent", "stock_syn_plus")
RULE += ("stock_syn_min", "stock_syn_max", "is_auto_listing", "is_auto_delisting")


def of(row, *names):
    """Names a row; also one that cannot be read."""
    return tuple(str(row.get(name)) for name in names) if isinstance(row, dict) else str(row)


def digits(value):
    """The number of a record or version: an int in Python, however long."""
    return int(str(value))


class FlagshipStock:
    name = "stock"

    def __init__(self, wire, shop):
        # The list holds every shop that the key may see: give each shop a key of its own.
        self._wire, self._position = wire, 0

    def next_page(self, _unsaid):
        """This list alone has a cursor: it goes on from where it ended."""
        data = self._wire.call("sales.StockSync.getSelfWaitSyncIdListOpen", [PAGE, self._position])["data"]
        self._position = data.get("position", self._position)
        wanted = [{"api_goods_id": each, "force_sync": False} for each in data.get("id_list") or []]  # a list that is left out is empty
        if not wanted:
            return []
        answer = self._wire.call("sales.StockSync.batchCalcStock", [wanted])["data"]
        for error in answer.get("error_date") or []:  # switched off, suspended: it waits, and is not offered
            print(f"stock: {error.get('rec_id')} is not offered: {error.get('err_msg')}", file=sys.stderr, flush=True)
        return answer.get("success_date") or []

    def key_of(self, row):
        return of(row, "rec_id", "stock_change_count")

    def read(self, row):
        rule = {name: row[name] for name in RULE}
        record = {"number": digits(row["rec_id"]), "version": digits(row["stock_change_count"]), "rule": rule}
        return {**record, "quantity": number(row["syn_stock"]), "sku": row["spec_outer_id"] or row["spec_id"]}

    def element(self, record, outcome, message):
        word = "同步成功" if outcome == "success" else message[:1024]
        info = {"syn_stock": record["quantity"], "stock_change_count": record["version"], **record["rule"], "stock_syn_other": ""}
        info.update(is_syn_success=outcome == "success", is_manual=False, syn_result=word)
        return {"number": record["number"], "method": "syncSuccess" if outcome == "success" else "syncFail", "info": info}

    def acknowledge(self, elements):
        rejected = []
        for element in elements:
            try:
                self._wire.call(f"sales.StockSync.{element['method']}", [element["number"], element["info"]])
            except Refused as refused:  # of this record: the others are said all the same
                rejected.append((element["number"], refused))
        return rejected


class FlagshipShipments:
    name = "shipments"
    STATUS = {"success": 0, "fail": 2, "retry": -100}

    def __init__(self, wire, shop):
        self._wire, self._shop = wire, shop

    def next_page(self, unsaid):
        wanted = {"shop_no": self._shop, "is_own_platform": True}
        return self._wire.call("sales.LogisticsSync.getSyncListExt", [wanted], page_size=min(PAGE + unsaid, 1000)).get("data") or []

    def key_of(self, row):
        return of(row, "sync_id")

    def read(self, row):
        oids, problem = self._oids(row)
        parcel = {"tid": row["tid"], "carrier": row["logistics_code"], "tracking": row["logistics_no"]}
        return {"number": digits(row["sync_id"]), "oids": oids, "problem": problem, **parcel}

    def _oids(self, row):
        """A list that is too long for its field is asked for. Nobody knows it: not the whole order is shipped, but nothing."""
        oids, part = row["oids"], digits(row["is_part_sync"]) == 1
        if oids.startswith("!!!!"):
            arguments = [row["trade_id"], row["platform_id"], row["tid"], oids]
            try:
                data = self._wire.call("sales.LogisticsSync.getSpecialOids", arguments)["data"]
            except Refused as refused:
                return None, str(refused)
            if int(data["code"]) != 0:
                return None, f"the sub-orders cannot be had: {data['message']}"
            oids, part = data["oids"], True
        return listed(oids, part)

    def element(self, record, outcome, message):
        return {"sync_id": record["number"], "status": self.STATUS[outcome], "error_msg": message[:200]}

    def acknowledge(self, elements):
        """The answer's texts name no record: where there are some, each record is said by itself. Said twice, it changes nothing."""
        rejected = []
        for first in range(0, len(elements), PAGE):
            batch = elements[first : first + PAGE]
            if self._update(batch):
                rejected += [(each["sync_id"], "; ".join(errors)) for each in batch if (errors := self._update([each]))]
        return rejected

    def _update(self, batch):
        return self._wire.call("sales.LogisticsSync.update", [batch]).get("data") or []


class EnterprisePool:
    def __init__(self, wire, shop):
        self._wire, self._shop = wire, shop

    def acknowledge(self, elements):
        rejected = []
        for first in range(0, len(elements), PAGE):
            errors = self._wire.call(self.ack, {self.field: elements[first : first + PAGE]}).get("errors") or []
            # 非待同步状态: it was said before, and its answer was lost.
            rejected += [(each.get("rec_id"), each.get("error")) for each in errors if "非待同步状态" not in str(each.get("error"))]
        return rejected


class EnterpriseStock(EnterprisePool):
    name, ack, field = "stock", "api_goods_stock_change_ack", "stock_sync_list"

    def next_page(self, unsaid):
        wanted = {"shop_no": self._shop, "limit": str(min(PAGE + unsaid, 2000))}
        return self._wire.call("api_goods_stock_change_query", wanted).get("stock_change_list") or []

    def key_of(self, row):
        return of(row, "rec_id", "stock_change_count")

    def read(self, row):
        record = {"number": digits(row["rec_id"]), "version": digits(row["stock_change_count"])}
        return {**record, "quantity": number(row["sync_stock"]), "sku": row["spec_no"] or row["spec_id"]}

    def element(self, record, outcome, _message):
        """What failed is left out of the list: that is how this edition says it. The version as it came: a newer one must not be acknowledged."""
        if outcome != "success":
            return None
        return {"rec_id": record["number"], "sync_stock": record["quantity"], "stock_change_count": record["version"]}


class EnterpriseShipments(EnterprisePool):
    name, ack, field = "shipments", "logistics_sync_ack", "logistics_list"

    def next_page(self, unsaid):
        wanted = {"shop_no": self._shop, "is_part_sync_able": "1", "limit": str(min(PAGE + unsaid, 100))}
        return self._wire.call("logistics_sync_query", wanted).get("trades") or []

    def key_of(self, row):
        return of(row, "rec_id")

    def read(self, row):
        oids, problem = listed(row["oids"], True) if digits(row["is_part_sync"]) == 1 else ([], None)
        parcel = {"tid": row["tid"], "carrier": row["logistics_code_erp"], "tracking": row["logistics_no"]}
        return {"number": digits(row["rec_id"]), "oids": oids, "problem": problem, **parcel}

    def element(self, record, outcome, message):
        if outcome == "retry":
            return None
        return {"rec_id": record["number"], "status": 0 if outcome == "success" else 1, "message": message[:255]}


def number(value):
    """An exact decimal, as the text it was. Never a float."""
    text = str(value)
    if not text.replace(".", "", 1).isdigit():
        raise ValueError(f"{text!r} is no quantity")
    return text


def listed(oids, part):
    """The sub-orders. Of one parcel of several an empty list is no list: the whole order would be shipped with it."""
    names = [each.strip() for each in oids.split(",") if each.strip()]
    return (None, "one parcel of several that names no sub-orders") if part and not names else (names, None)


POOLS = {
    "flagship": lambda wire, shop: (FlagshipStock(wire, shop), FlagshipShipments(wire, shop)),
    "enterprise": lambda wire, shop: (EnterpriseStock(wire, shop), EnterpriseShipments(wire, shop)),
}
