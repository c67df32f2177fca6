import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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
