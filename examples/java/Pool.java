import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * One of the two pools of what waits for the shop.
 *
 * A pool has no page 2: what is acknowledged leaves it, so the first page is asked for again, larger by what stays at its head.
 */
interface Pool {
    int PAGE = 100;

    /**
     * One that waits, in the words of both editions. Without sub-orders it is a whole order; where nobody knows them, `oids` is null
     * and `problem` says why: then nothing is shipped. `rule` is what the flagship edition wants to be told again.
     */
    record Item(String number, String version, String quantity, String sku, Map<String, Object> rule, Parcel parcel) {}

    record Parcel(String tid, List<String> oids, String problem, String carrier, String tracking) {}

    /** What the shop said: done; no, and no again until somebody does something; not now, the same may succeed later. */
    enum Outcome { SUCCESS, FAIL, RETRY }

    record Rejected(String number, String reason) {}

    /** A row that is not what it should be. */
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }

    String name();

    /** The next rows that wait; `unsaid` of them were offered before and are not acknowledged. */
    List<Object> nextPage(int unsaid) throws IOException, InterruptedException;

    /** What makes a row another one than it was; also of one that cannot be read. */
    String keyOf(Object row);

    Item read(Object row) throws Unreadable, IOException, InterruptedException;

    /** What is said of a record; null where the edition says it by silence. */
    Map<String, Object> element(Item item, Outcome outcome, String message);

    List<Rejected> acknowledge(List<Map<String, Object>> elements) throws IOException, InterruptedException;

    /** A member as text, numbers digit for digit. */
    static String text(Object row, String name) throws Unreadable {
        Object value = row instanceof Map<?, ?> map ? map.get(name) : null;
        if (value instanceof String text) return text;
        if (value instanceof java.math.BigDecimal number) return number.toPlainString();
        throw new Unreadable(name + " is missing");
    }

    static String number(Object row, String name) throws Unreadable {
        var text = text(row, name);
        if (!text.matches("\\d+(\\.\\d+)?")) throw new Unreadable(name + " \"" + text + "\" is no number");
        return text;
    }

    static String key(Object row, String... names) {
        return row instanceof Map<?, ?> map ? Arrays.stream(names).map(name -> Objects.toString(map.get(name))).collect(Collectors.joining(" ")) : String.valueOf(row);
    }

    /** Of one parcel of several an empty list is no list: the whole order would be shipped with it. */
    static Parcel parcel(Object row, String carrier, String oids, boolean isPart) throws Unreadable {
        var names = Arrays.stream(oids.split(",")).map(String::strip).filter(oid -> !oid.isEmpty()).toList();
        boolean isNobodyKnows = isPart && names.isEmpty();
        var problem = isNobodyKnows ? "one parcel of several that names no sub-orders" : "";
        return new Parcel(text(row, "tid"), isNobodyKnows ? null : names, problem, text(row, carrier), text(row, "logistics_no"));
    }

    /** The first characters, not UTF-16 units. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
    }

    static <T> List<List<T>> batches(List<T> all) {
        return java.util.stream.IntStream.range(0, (all.size() + PAGE - 1) / PAGE).mapToObj(i -> all.subList(i * PAGE, Math.min(all.size(), (i + 1) * PAGE))).toList();
    }
}
