import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** An integration's own tests against a Tongbu sandbox. Plain Java 17 or later, nothing to install. */
final class SandboxTest {
    interface Test {
        void run(Integration integration) throws Exception;
    }

    public static void main(String[] args) throws Exception {
        int failed = 0;
        try (var sandbox = new Sandbox()) {
            // Each test begins where nothing waits any more.
            sandbox.reset("shop");
            same(10, integration(sandbox).syncStock());
            sandbox.save("quiet");
            var tests = tests(sandbox);
            for (var test : tests.entrySet()) {
                try {
                    sandbox.reset("quiet");
                    test.getValue().run(integration(sandbox));
                    System.out.println("ok      " + test.getKey());
                } catch (Exception | AssertionError error) {
                    failed++;
                    System.out.println("FAILED  " + test.getKey() + "\n        " + error);
                }
            }
            System.out.println(tests.size() - failed + " of " + tests.size() + " passed");
        }
        System.exit(failed == 0 ? 0 : 1);
    }

    static Map<String, Test> tests(Sandbox sandbox) {
        var tests = new LinkedHashMap<String, Test>();
        tests.put("stock that moves is shown, once", integration -> {
            sandbox.move("SKU-3", 42);
            same(1, integration.syncStock());
            same(Map.of("SKU-3", new BigDecimal(42)), integration.stock);
            same(0, integration.syncStock());
        });
        tests.put("an order in two parcels: each names its sub-orders", integration -> {
            var tid = sandbox.ship("split").get(0);
            same(2, integration.syncParcels());
            same(List.of(tid + ": " + tid + "-1", tid + ": " + tid + "-2"), List.copyOf(integration.parcels.values()));
            same(0, integration.syncParcels());
        });
        tests.put("too many calls: it waits and goes on", integration -> {
            sandbox.fault("rate-limit", Map.of("every", 2));
            for (int n = 1; n <= 10; n++) sandbox.move("SKU-" + n, 7);
            same(10, integration.syncStock());
            same(0, integration.syncStock());
        });
        tests.put("every second element is refused: it comes again", integration -> {
            sandbox.fault("partial-errors", Map.of("method", "api_goods_stock_change_ack", "times", 1));
            for (int n = 1; n <= 10; n++) sandbox.move("SKU-" + n, 7);
            same(5, integration.syncStock());
            same(5, integration.syncStock());
            same(0, integration.syncStock());
        });
        tests.put("an acknowledgement whose answer is lost is repeated, and does no harm", integration -> {
            sandbox.fault("cut-after", Map.of("method", "logistics_sync_ack", "times", 1));
            sandbox.ship("whole");
            same(1, integration.syncParcels());
            same(1, integration.parcels.size());
            same(0, integration.syncParcels());
        });
        tests.put("a clock that is ten minutes wrong is refused, not repeated", integration -> {
            sandbox.shiftClock(Duration.ofMinutes(10));
            try {
                integration.syncStock();
            } catch (Wire.Refused refused) {
                same(1004, refused.code);
                return;
            }
            throw new AssertionError("it was not refused");
        });
        return tests;
    }

    static Integration integration(Sandbox sandbox) {
        var key = sandbox.key("enterprise");
        var wire = new Wire("enterprise", sandbox.url, sandbox.seller, key.get("key"), key.get("secret"), Duration.ofMillis(10), new CountDownLatch(1));
        return new Integration(wire, sandbox.shopNo);
    }

    static void same(Object wanted, Object seen) {
        if (!Objects.equals(wanted, seen)) throw new AssertionError("wanted " + wanted + ", saw " + seen);
    }
}

/** What is tested: your integration stands here. Its shop is two maps. */
final class Integration {
    /** What the shop shows, by its SKU. */
    final Map<String, BigDecimal> stock = new LinkedHashMap<>();
    /** What the shop was told of parcels, by the record's number: told twice of the same record, it knows it already. */
    final Map<String, String> parcels = new LinkedHashMap<>();
    private final Pool stockPool, parcelPool;

    Integration(Wire wire, String shopNo) {
        stockPool = new EnterpriseStock(wire, shopNo);
        parcelPool = new EnterpriseShipments(wire, shopNo);
    }

    int syncStock() throws IOException, InterruptedException {
        return keepUp(stockPool, item -> stock.put(item.sku(), new BigDecimal(item.quantity())));
    }

    int syncParcels() throws IOException, InterruptedException {
        return keepUp(parcelPool, item -> parcels.put(item.number(), item.parcel().tid() + ": " + String.join(",", item.parcel().oids())));
    }

    private static int keepUp(Pool pool, KeepUp.Apply apply) throws IOException, InterruptedException {
        var journal = Files.createTempFile("integration", "");
        return new KeepUp(pool, new Journal(journal), new CountDownLatch(1)).run(apply);
    }
}
