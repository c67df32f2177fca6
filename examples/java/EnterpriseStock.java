import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Stock of the enterprise edition (企业版). */
final class EnterpriseStock extends EnterprisePool {
    EnterpriseStock(Wire wire, String shopNo) {
        super(wire, shopNo, "api_goods_stock_change_ack", "stock_sync_list");
    }

    public String name() {
        return "stock";
    }

    public List<Object> nextPage(int unsaid) throws IOException, InterruptedException {
        Map<String, Object> wanted = Map.of("shop_no", shopNo, "limit", Integer.toString(Math.min(PAGE + unsaid, 2000)));
        return Json.list(wire.call("api_goods_stock_change_query", wanted).get("stock_change_list"));
    }

    public String keyOf(Object row) {
        return Pool.key(row, "rec_id", "stock_change_count");
    }

    public Item read(Object row) throws Unreadable {
        var sku = Pool.text(row, "spec_no");
        return new Item(Pool.number(row, "rec_id"), Pool.number(row, "stock_change_count"), Pool.number(row, "sync_stock"), sku.isEmpty() ? Pool.text(row, "spec_id") : sku, null, null);
    }

    /** What failed is left out of the list: that is how this edition says it. The version as it came: a newer one must not be acknowledged. */
    public Map<String, Object> element(Item item, Outcome outcome, String message) {
        if (outcome != Outcome.SUCCESS) return null;
        return Map.of("rec_id", new BigDecimal(item.number()), "sync_stock", new BigDecimal(item.quantity()), "stock_change_count", new BigDecimal(item.version()));
    }
}
