import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Signs a call, sends it, reads the answer: both editions. */
final class Wire {
    /** The server answered, and refused the call as a whole. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1;
        final int code;

        Refused(String name, int code, Object message) {
            super(name + ": " + code + " " + message);
            this.code = code;
        }
    }

    private static final int TRIES = 6;
    private static final int ENTERPRISE_LIMIT = 1009;
    /** The flagship edition's clock counts seconds from 2012-01-01 in Beijing. */
    private static final long FLAGSHIP_EPOCH = 1_325_347_200;
    private static final Pattern LIMIT = Pattern.compile("超过.*(频率|并发)");
    /** A signed request goes to one place only: it follows no redirect. */
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final boolean isFlagship;
    private final String url, seller, key, secret;
    private final Duration pause;
    private final CountDownLatch stopping;

    /**
     * @param edition flagship or enterprise
     * @param secret flagship: secret:salt. The first half signs and never travels, the second travels and does not sign
     * @param pause before a call is repeated for the first time; each further pause is twice as long
     * @param stopping at zero when the program shall end: then nothing is waited for
     */
    Wire(String edition, String url, String seller, String key, String secret, Duration pause, CountDownLatch stopping) {
        this.isFlagship = edition.equals("flagship");
        this.url = url;
        this.seller = seller;
        this.key = key;
        this.secret = secret;
        this.pause = pause;
        this.stopping = stopping;
    }

    /** Calls an enterprise interface with the fields of a form. */
    Map<String, Object> call(String name, Map<String, Object> fields) throws IOException, InterruptedException {
        return repeated(name, () -> enterprise(name, fields));
    }

    /** Calls a flagship method with its arguments. @param pageSize for methods that have pages; always the first one */
    Map<String, Object> call(String method, List<?> arguments, Integer pageSize) throws IOException, InterruptedException {
        return repeated(method, () -> flagship(method, Json.write(arguments), pageSize));
    }

    private interface Signed {
        HttpRequest request();
    }

    /** Each interface that this program calls is safe to repeat: it asks, or names the one version or record that it settles. */
    private Map<String, Object> repeated(String name, Signed signed) throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                var answer = Json.object(HTTP.send(signed.request(), BodyHandlers.ofString()).body());
                var number = String.valueOf(answer.get(isFlagship ? "status" : "code"));
                if (!number.matches("\\d+")) throw new IOException(name + ": not an answer of the API");
                int code = Integer.parseInt(number);
                if (code == 0) return answer;
                throw new Refused(name, code, answer.get("message"));
            } catch (IOException error) { // also no connection, a proxy's page, half of an answer
                boolean passes = !(error instanceof Refused refused) || LIMIT.matcher(refused.getMessage()).find() || !isFlagship && refused.code == ENTERPRISE_LIMIT;
                if (!passes || attempt + 1 == TRIES) throw error;
                stopping.await(pause.toMillis() << attempt, TimeUnit.MILLISECONDS); // a limit is counted by the minute: 31 s in all
            }
        }
    }

    /** Secret, then every name and its value in the order of the names, the body under the name "body", then the secret again. */
    private HttpRequest flagship(String method, String body, Integer pageSize) {
        var halves = secret.split(":", 2);
        var query = new TreeMap<>(Map.of("sid", seller, "key", key, "salt", halves[1], "method", method, "v", "1.0"));
        query.put("timestamp", Long.toString(System.currentTimeMillis() / 1000 - FLAGSHIP_EPOCH));
        if (pageSize != null) query.putAll(Map.of("page_size", pageSize.toString(), "page_no", "0", "calc_total", "0"));
        query.put("body", body);
        var text = query.entrySet().stream().map(each -> each.getKey() + each.getValue()).collect(Collectors.joining("", halves[0], halves[0]));
        query.remove("body");
        query.put("sign", digest(text));
        return post(url + "/openapi?" + encoded(query), "application/json", body);
    }

    /** Names in order, each name and value after its length in characters (not in UTF-16 units); then the secret. */
    private HttpRequest enterprise(String name, Map<String, Object> fields) {
        var form = new TreeMap<>(Map.of("sid", seller, "appkey", key, "timestamp", Long.toString(System.currentTimeMillis() / 1000)));
        fields.forEach((field, value) -> form.put(field, value instanceof String text ? text : Json.write(value)));
        form.values().removeIf(String::isEmpty); // an empty value is neither sent nor signed
        var text = form.entrySet().stream().map(each -> measured(2, each.getKey()) + ":" + measured(4, each.getValue())).collect(Collectors.joining(";"));
        form.put("sign", digest(text + secret));
        return post(url + "/openapi2/" + name + ".php", "application/x-www-form-urlencoded", encoded(form));
    }

    private static String measured(int digits, String text) {
        return String.format("%0" + digits + "d-", text.codePointCount(0, text.length())) + text;
    }

    private static HttpRequest post(String url, String type, String body) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30)).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build();
    }

    private static String encoded(Map<String, String> fields) {
        return fields.entrySet().stream().map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), UTF_8)).collect(Collectors.joining("&"));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException error) {
            throw new IllegalStateException(error);
        }
    }
}
