import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Shipments of the enterprise edition (企业版). */
final class EnterpriseShipments extends EnterprisePool {
    EnterpriseShipments(Wire wire, String shopNo) {
        super(wire, shopNo, "logistics_sync_ack", "logistics_list");
    }

    public String name() {
        return "shipments";
    }

    public List<Object> nextPage(int unsaid) throws IOException, InterruptedException {
        Map<String, Object> wanted = Map.of("shop_no", shopNo, "is_part_sync_able", "1", "limit", Integer.toString(Math.min(PAGE + unsaid, 100)));
        return Json.list(wire.call("logistics_sync_query", wanted).get("trades"));
    }

    public String keyOf(Object row) {
        return Pool.key(row, "rec_id");
    }

    public Item read(Object row) throws Unreadable {
        boolean isPart = Pool.number(row, "is_part_sync").equals("1"); // else the whole order, whatever is listed
        var parcel = Pool.parcel(row, "logistics_code_erp", isPart ? Pool.text(row, "oids") : "", isPart);
        return new Item(Pool.number(row, "rec_id"), null, null, null, null, parcel);
    }

    public Map<String, Object> element(Item item, Outcome outcome, String message) {
        if (outcome == Outcome.RETRY) return null; // left out of the list: it comes again
        return Map.of("rec_id", new BigDecimal(item.number()), "status", outcome == Outcome.SUCCESS ? 0 : 1, "message", Pool.cut(message, 255));
    }
}
