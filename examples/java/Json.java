import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Just enough JSON to stand alone; use your own library, and let it read numbers as BigDecimal: a double has 15 digits. */
final class Json {
    private static final Map<Character, Character> ESCAPED = Map.of('b', '\b', 'f', '\f', 'n', '\n', 'r', '\r', 't', '\t');
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Objects become maps, arrays lists, numbers BigDecimal. @throws IOException when it is no JSON object */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String text) throws IOException {
        try {
            return (Map<String, Object>) new Json(text.strip()).value();
        } catch (ClassCastException | IndexOutOfBoundsException | NumberFormatException error) {
            throw new IOException("not an answer of the API: " + text.substring(0, Math.min(80, text.length())), error);
        }
    }

    /** A member that is an object. @throws IOException when it is none */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) throws IOException {
        if (value instanceof Map) return (Map<String, Object>) value;
        throw new IOException("no object: " + write(value));
    }

    /** A list; one that is left out is empty. */
    @SuppressWarnings("unchecked")
    static <T> List<T> list(Object value) {
        return value == null ? List.of() : (List<T>) value;
    }

    /** In ASCII, so that no way of counting characters gives another signature. */
    static String write(Object value) {
        if (value instanceof Map<?, ?> map)
            return map.entrySet().stream().map(entry -> write(entry.getKey()) + ":" + write(entry.getValue())).collect(Collectors.joining(",", "{", "}"));
        if (value instanceof List<?> list) return list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
        if (value instanceof BigDecimal number) return number.toPlainString();
        if (!(value instanceof String string)) return String.valueOf(value);
        var written = new StringBuilder("\"");
        for (char unit : string.toCharArray()) {
            if (unit == '"' || unit == '\\') written.append('\\').append(unit);
            else if (unit >= ' ' && unit < 0x7f) written.append(unit);
            else written.append(String.format("\\u%04x", (int) unit));
        }
        return written.append('"').toString();
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
                var word = text.substring(from, at);
                return switch (word) {
                    case "null" -> null;
                    case "true", "false" -> Boolean.valueOf(word);
                    default -> new BigDecimal(word);
                };
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
