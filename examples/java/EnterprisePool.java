import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the pools of the enterprise edition (企业版) have in common: a list goes, and the errors of it come back. */
abstract class EnterprisePool implements Pool {
    protected final Wire wire;
    protected final String shopNo;
    private final String acknowledgement, field;

    /** @param acknowledgement the interface, and `field` its list */
    EnterprisePool(Wire wire, String shopNo, String acknowledgement, String field) {
        this.wire = wire;
        this.shopNo = shopNo;
        this.acknowledgement = acknowledgement;
        this.field = field;
    }

    public List<Rejected> acknowledge(List<Map<String, Object>> elements) throws IOException, InterruptedException {
        var rejected = new ArrayList<Rejected>();
        for (var batch : Pool.batches(elements)) {
            for (Object each : Json.list(wire.call(acknowledgement, Map.of(field, batch)).get("errors"))) {
                var error = Json.object(each);
                var reason = Objects.toString(error.get("error"));
                // 非待同步状态: it was said before, and its answer was lost.
                if (!reason.contains("非待同步状态")) rejected.add(new Rejected(Objects.toString(error.get("rec_id")), reason));
            }
        }
        return rejected;
    }
}
