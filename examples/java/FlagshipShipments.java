import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shipments of the flagship edition (旗舰版). */
final class FlagshipShipments implements Pool {
    private static final Map<Outcome, Integer> STATUS = Map.of(Outcome.SUCCESS, 0, Outcome.FAIL, 2, Outcome.RETRY, -100);

    private final Wire wire;
    private final String shopNo;

    FlagshipShipments(Wire wire, String shopNo) {
        this.wire = wire;
        this.shopNo = shopNo;
    }

    public String name() {
        return "shipments";
    }

    public List<Object> nextPage(int unsaid) throws IOException, InterruptedException {
        var wanted = Map.of("shop_no", shopNo, "is_own_platform", true);
        return Json.list(wire.call("sales.LogisticsSync.getSyncListExt", List.of(wanted), Math.min(PAGE + unsaid, 1000)).get("data"));
    }

    public String keyOf(Object row) {
        return Pool.key(row, "sync_id");
    }

    public Item read(Object row) throws Unreadable, IOException, InterruptedException {
        var oids = Pool.text(row, "oids");
        var parcel = Pool.parcel(row, "logistics_code", oids, Pool.number(row, "is_part_sync").equals("1"));
        return new Item(Pool.number(row, "sync_id"), null, null, null, null, oids.startsWith("!!!!") ? asked(row, parcel) : parcel);
    }

    /** A list that is too long for its field is asked for. Where nobody knows it, not the whole order is shipped, but nothing. */
    private Parcel asked(Object row, Parcel parcel) throws Unreadable, IOException, InterruptedException {
        String problem;
        try {
            var map = Json.object(row);
            var arguments = List.of(map.get("trade_id"), map.get("platform_id"), map.get("tid"), map.get("oids"));
            var data = Json.object(wire.call("sales.LogisticsSync.getSpecialOids", arguments, null).get("data"));
            if (Pool.text(data, "code").equals("0")) return Pool.parcel(row, "logistics_code", Pool.text(data, "oids"), true);
            problem = "the sub-orders cannot be had: " + data.get("message");
        } catch (Wire.Refused refused) {
            problem = refused.getMessage();
        }
        return new Parcel(parcel.tid(), null, problem, parcel.carrier(), parcel.tracking());
    }

    public Map<String, Object> element(Item item, Outcome outcome, String message) {
        return Map.of("sync_id", new BigDecimal(item.number()), "status", STATUS.get(outcome), "error_msg", Pool.cut(message, 200));
    }

    /** The answer's texts name no record: where there are some, each record is said by itself. Said twice, it changes nothing. */
    public List<Rejected> acknowledge(List<Map<String, Object>> elements) throws IOException, InterruptedException {
        var rejected = new ArrayList<Rejected>();
        for (var batch : Pool.batches(elements)) {
            if (update(batch).isEmpty()) continue;
            for (var element : batch) {
                var errors = update(List.of(element));
                if (!errors.isEmpty()) rejected.add(new Rejected(element.get("sync_id").toString(), errors.toString()));
            }
        }
        return rejected;
    }

    private List<Object> update(List<Map<String, Object>> batch) throws IOException, InterruptedException {
        return Json.list(wire.call("sales.LogisticsSync.update", List.of(batch), null).get("data"));
    }
}
