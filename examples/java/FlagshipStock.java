import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Stock of the flagship edition (旗舰版): a list of numbers, quantities for them, and a call for every acknowledgement. */
final class FlagshipStock implements Pool {
    /** What a row says of the rule that made its quantity, and an acknowledgement says again. */
    private static final List<String> RULE = List.of("stock_syn_rule_id", "stock_syn_rule_no", "stock_syn_warehouses", "stock_syn_mask", "stock_syn_percent",
        "stock_syn_plus", "stock_syn_min", "stock_syn_max", "is_auto_listing", "is_auto_delisting");

    private final Wire wire;
    private Object position = BigDecimal.ZERO;

    FlagshipStock(Wire wire) {
        this.wire = wire;
    }

    public String name() {
        return "stock";
    }

    /** This list alone has a cursor: it goes on from where it ended. It holds every shop the key may see: give each a key of its own. */
    public List<Object> nextPage(int unsaid) throws IOException, InterruptedException {
        var data = Json.object(wire.call("sales.StockSync.getSelfWaitSyncIdListOpen", List.of(PAGE, position), null).get("data"));
        position = data.getOrDefault("position", position);
        List<Object> ids = Json.list(data.get("id_list"));
        if (ids.isEmpty()) return ids;
        var wanted = ids.stream().map(id -> Map.of("api_goods_id", id, "force_sync", false)).toList();
        var answer = Json.object(wire.call("sales.StockSync.batchCalcStock", List.of(wanted), null).get("data"));
        for (Object each : Json.list(answer.get("error_date"))) { // switched off, suspended: it waits, and is not offered
            var error = Json.object(each);
            System.err.println("stock: " + error.get("rec_id") + " is not offered: " + error.get("err_msg"));
        }
        return Json.list(answer.get("success_date"));
    }

    public String keyOf(Object row) {
        return Pool.key(row, "rec_id", "stock_change_count");
    }

    public Item read(Object row) throws Unreadable {
        var rule = new LinkedHashMap<String, Object>();
        for (var name : RULE) rule.put(name, row instanceof Map<?, ?> map ? map.get(name) : null);
        var sku = Pool.text(row, "spec_outer_id");
        return new Item(Pool.number(row, "rec_id"), Pool.number(row, "stock_change_count"), Pool.number(row, "syn_stock"), sku.isEmpty() ? Pool.text(row, "spec_id") : sku, rule, null);
    }

    public Map<String, Object> element(Item item, Outcome outcome, String message) {
        boolean isDone = outcome == Outcome.SUCCESS;
        var info = new LinkedHashMap<String, Object>(item.rule());
        info.put("syn_stock", new BigDecimal(item.quantity()));
        info.put("stock_change_count", new BigDecimal(item.version()));
        info.putAll(Map.of("stock_syn_other", "", "is_syn_success", isDone, "is_manual", false, "syn_result", isDone ? "同步成功" : Pool.cut(message, 1024)));
        return Map.of("number", item.number(), "method", isDone ? "syncSuccess" : "syncFail", "info", info);
    }

    public List<Rejected> acknowledge(List<Map<String, Object>> elements) throws IOException, InterruptedException {
        var rejected = new ArrayList<Rejected>();
        for (var element : elements) {
            var number = (String) element.get("number");
            try {
                wire.call("sales.StockSync." + element.get("method"), List.of(new BigDecimal(number), element.get("info")), null);
            } catch (Wire.Refused refused) { // of this record: the others are said all the same
                rejected.add(new Rejected(number, refused.getMessage()));
            }
        }
        return rejected;
    }
}
