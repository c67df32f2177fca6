// java SandboxTest.java: an integration's own tests against a Tongbu sandbox. Plain Java 17 or later, nothing to install.

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
            same(Map.of("S3", new BigDecimal(42)), integration.stock);
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
            same(10, integration.syncStock());
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
            } catch (Refused refused) {
                same(1004, refused.code);
                return;
            }
            throw new AssertionError("it was not refused");
        });
        return tests;
    }

    static Integration integration(Sandbox sandbox) {
        var key = sandbox.key("enterprise");
        return new Integration(new Enterprise(sandbox.url, sandbox.seller, key.get("key"), key.get("secret"), Duration.ofMillis(10)), sandbox.shopNo);
    }

    static void same(Object wanted, Object seen) {
        if (!Objects.equals(wanted, seen)) throw new AssertionError("wanted " + wanted + ", saw " + seen);
    }
}

/** What is tested: your integration stands here. The shop of this one is two maps. */
final class Integration {
    /** What the shop shows, by its own SKU id. */
    final Map<String, BigDecimal> stock = new LinkedHashMap<>();
    /** What the shop was told of parcels, by the record's number: "order: sub-orders". */
    final Map<String, String> parcels = new LinkedHashMap<>();
    private final Enterprise erp;
    private final String shopNo;

    Integration(Enterprise erp, String shopNo) {
        this.erp = erp;
        this.shopNo = shopNo;
    }

    /** Shows what changed in stock, and acknowledges the versions that are shown. Returns how many were taken. */
    int syncStock() throws Exception {
        return drain("api_goods_stock_change_query", "stock_change_list", "api_goods_stock_change_ack", "stock_sync_list", row -> {
            stock.put(row.get("spec_id"), new BigDecimal(row.get("sync_stock")));
            return Map.of("rec_id", row.get("rec_id"), "sync_stock", row.get("sync_stock"), "stock_change_count", row.get("stock_change_count"));
        });
    }

    /** Tells the shop which parcels left, and reports each. Returns how many. */
    int syncParcels() throws Exception {
        return drain("logistics_sync_query", "trades", "logistics_sync_ack", "logistics_list", row -> {
            // By the record's number: told twice of the same record, the shop knows it already.
            parcels.put(row.get("rec_id"), row.get("tid") + ": " + row.get("oids"));
            return Map.of("rec_id", row.get("rec_id"), "status", "0", "message", "");
        });
    }

    interface Apply {
        Map<String, String> to(Map<String, String> row);
    }

    /** Pulls, applies and acknowledges until nothing waits. What was refused waits still, and comes again. */
    private int drain(String query, String rowsIn, String ack, String resultsIn, Apply apply) throws Exception {
        for (int count = 0; ; ) {
            List<Map<String, String>> rows = Json.list(erp.call(query, Map.of("shop_no", shopNo, "limit", "100")).get(rowsIn));
            if (rows.isEmpty()) return count;
            var results = rows.stream().map(apply::to).toList();
            List<Map<String, String>> errors = Json.list(erp.call(ack, Map.of(resultsIn, Json.write(results))).get("errors"));
            // Settled already: an earlier acknowledgement arrived, and its answer was lost.
            var refused = errors.stream().filter(error -> !error.get("error").startsWith("非待同步状态")).toList();
            if (refused.size() == rows.size()) throw new IOException(ack + ": nothing was taken: " + refused);
            count += rows.size() - refused.size();
        }
    }
}

/** The API refused a call; nothing of it was carried out. */
final class Refused extends Exception {
    final int code;

    Refused(String name, int code, String message) {
        super(name + ": " + code + " " + message);
        this.code = code;
    }
}

/** The enterprise edition (企业版): signs a call, sends it, reads the answer. */
final class Enterprise {
    private static final int TRIES = 5;
    private static final int TOO_MANY_CALLS = 1009;
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url, sid, key, secret;
    private final Duration pause;

    /** @param pause before a call is repeated for the first time; each further pause is twice as long */
    Enterprise(String url, String sid, String key, String secret, Duration pause) {
        this.url = url;
        this.sid = sid;
        this.key = key;
        this.secret = secret;
        this.pause = pause;
    }

    /** Calls an interface; what may work when it is repeated (too many calls, no answer) is repeated. */
    Map<String, Object> call(String name, Map<String, String> fields) throws Exception {
        for (int repeat = 0; ; repeat++) {
            try {
                return callOnce(name, fields);
            } catch (Refused | IOException error) {
                boolean passes = error instanceof IOException || ((Refused) error).code == TOO_MANY_CALLS;
                if (!passes || repeat + 1 == TRIES) throw error;
                Thread.sleep(pause.toMillis() << repeat);
            }
        }
    }

    /** @throws IOException when no answer came, or one that cannot be read: nobody knows whether it was carried out */
    private Map<String, Object> callOnce(String name, Map<String, String> fields) throws Exception {
        var form = new TreeMap<>(fields); // in the order of the names, as they are signed
        form.put("sid", sid);
        form.put("appkey", key);
        form.put("timestamp", Long.toString(System.currentTimeMillis() / 1000));
        form.put("sign", sign(form));
        var body = form.entrySet().stream().map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8)).collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(URI.create(url + "/openapi2/" + name + ".php")).timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)).build();
        var answer = Json.object(HTTP.send(request, BodyHandlers.ofString()).body());
        int code = Integer.parseInt(String.valueOf(answer.get("code")));
        if (code != 0) throw new Refused(name, code, String.valueOf(answer.get("message")));
        return answer;
    }

    /** Name and value with their lengths in characters (not in UTF-16 units), joined, then the secret; MD5 in lower case. */
    private String sign(TreeMap<String, String> form) throws Exception {
        var text = form.entrySet().stream().map(field -> measured(2, field.getKey()) + ":" + measured(4, field.getValue())).collect(Collectors.joining(";"));
        return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest((text + secret).getBytes(UTF_8)));
    }

    private static String measured(int digits, String text) {
        return String.format("%0" + digits + "d-", text.codePointCount(0, text.length())) + text;
    }
}

/** A Tongbu sandbox, driven over HTTP. */
final class Sandbox implements AutoCloseable {
    /** Base of the signed API. */
    final String url;
    final String seller, shopNo;
    private final Map<String, Object> started;
    private final HttpClient http = HttpClient.newHttpClient();
    private Process process;

    /** Starts one, or takes the one that runs: the line of `tongbu sandbox start --json` is in TONGBU_SANDBOX then. */
    Sandbox() throws IOException {
        var line = System.getenv("TONGBU_SANDBOX");
        started = Json.object(line != null ? line : start());
        url = (String) started.get("url");
        seller = (String) started.get("seller");
        shopNo = (String) started.get("shopNo");
    }

    /** `key` and `secret` of an edition. */
    @SuppressWarnings("unchecked")
    Map<String, String> key(String edition) {
        return ((Map<String, Map<String, String>>) started.get("keys")).get(edition);
    }

    /** Sets how many pieces of an item lie in the warehouse. */
    void move(String specNo, int stock) throws Exception {
        manage("PUT", "/api/sandbox/stock/" + specNo, Map.of("stock", stock));
    }

    /** Lets parcels of a documented kind leave, such as "split". Returns the orders that were made. */
    List<String> ship(String scene) throws Exception {
        return Json.list(manage("POST", "/api/sandbox/scenes/" + scene, null).get("tids"));
    }

    /** Lets calls go wrong: "rate-limit", Map.of("times", 2). */
    void fault(String kind, Map<String, Object> options) throws Exception {
        var fault = new TreeMap<>(options);
        fault.put("kind", kind);
        manage("POST", "/api/sandbox/faults", fault);
    }

    /** Puts its clock forward, or back. */
    void shiftClock(Duration shift) throws Exception {
        manage("PUT", "/api/sandbox/clock", Map.of("shiftMs", shift.toMillis()));
    }

    /** Keeps everything as it is now under a name. */
    void save(String state) throws Exception {
        manage("POST", "/api/sandbox/states/" + state + "/save", null);
    }

    /** Puts a saved state back; faults are gone and the clock is right again. */
    void reset(String state) throws Exception {
        manage("POST", "/api/sandbox/states/" + state + "/reset", null);
    }

    /** Stops it, if it was started here; what it held is gone. */
    @Override
    public void close() throws Exception {
        if (process == null) return;
        process.getOutputStream().close(); // its standard input: when this ends, so does the sandbox
        process.waitFor();
    }

    /** Waits until it is ready. Returns the line that it prints then. */
    private String start() throws IOException {
        var command = new ArrayList<>(List.of(Objects.requireNonNullElse(System.getenv("TONGBU"), "npx tongbu").split(" ")));
        command.addAll(List.of("sandbox", "start", "--temporary", "--json"));
        process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var line = process.inputReader(UTF_8).readLine();
        if (line == null) throw new IOException(String.join(" ", command) + ": it did not start");
        return line;
    }

    /** One call of the management API. */
    private Map<String, Object> manage(String method, String path, Map<String, ?> body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(started.get("manageUrl") + path)).timeout(Duration.ofSeconds(10))
            .header("Authorization", "Bearer " + started.get("token"));
        if (body == null) request.method(method, BodyPublishers.noBody());
        else request.header("Content-Type", "application/json").method(method, BodyPublishers.ofString(Json.write(body)));
        var answer = Json.object(http.send(request.build(), BodyHandlers.ofString()).body());
        if (answer.containsKey("detail")) throw new IOException(method + " " + path + ": " + answer.get("detail")); // a problem says what is wrong
        return answer;
    }
}

/** Just enough JSON to stand alone; use your own library. Objects become maps, arrays lists, everything else its text. */
final class Json {
    private static final Map<Character, Character> ESCAPED = Map.of('b', '\b', 'f', '\f', 'n', '\n', 'r', '\r', 't', '\t');
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** @throws IOException when it is no JSON object */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String text) throws IOException {
        try {
            return (Map<String, Object>) new Json(text.strip()).value();
        } catch (ClassCastException | IndexOutOfBoundsException | NumberFormatException error) {
            throw new IOException("not an answer of the API: " + text.substring(0, Math.min(80, text.length())));
        }
    }

    /** A list that may be missing. */
    @SuppressWarnings("unchecked")
    static <T> List<T> list(Object value) {
        return value == null ? List.of() : (List<T>) value;
    }

    static String write(Object value) {
        if (value instanceof Map<?, ?> map)
            return map.entrySet().stream().map(entry -> write(entry.getKey()) + ":" + write(entry.getValue())).collect(Collectors.joining(",", "{", "}"));
        if (value instanceof List<?> list) return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        if (value instanceof String string) return '"' + string.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        return String.valueOf(value);
    }

    private Object value() {
        switch (text.charAt(at)) {
            case '{':
                var map = new LinkedHashMap<String, Object>();
                for (at++; skip() != '}'; ) {
                    var name = string();
                    skip();
                    map.put(name, value());
                }
                at++;
                return map;
            case '[':
                var list = new ArrayList<Object>();
                for (at++; skip() != ']'; ) list.add(value());
                at++;
                return list;
            case '"':
                return string();
            default:
                int from = at;
                while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) at++;
                if (at == from) throw new NumberFormatException();
                return text.substring(from, at);
        }
    }

    /** To the next value, or to the end of what it stands in. */
    private char skip() {
        while (" \n\r\t,:".indexOf(text.charAt(at)) >= 0) at++;
        return text.charAt(at);
    }

    private String string() {
        var read = new StringBuilder();
        for (at++; text.charAt(at) != '"'; at++) {
            if (text.charAt(at) != '\\') read.append(text.charAt(at));
            else if (text.charAt(++at) == 'u') read.append((char) Integer.parseInt(text.substring(at + 1, (at += 4) + 1), 16));
            else read.append(ESCAPED.getOrDefault(text.charAt(at), text.charAt(at)));
        }
        at++;
        return read.toString();
    }
}
