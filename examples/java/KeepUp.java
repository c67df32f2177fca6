import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Reads a pool as it must be read: pull, apply, acknowledge what the shop said of it; then the first page again, until it brings nothing new. */
final class KeepUp {
    /** Makes the shop do it, and throws where it did not. */
    interface Apply {
        void to(Pool.Item item) throws Exception;
    }

    private final Pool pool;
    private final Journal journal;
    private final CountDownLatch stopping;

    /** @param stopping at zero when the program shall end: then no further record is begun */
    KeepUp(Pool pool, Journal journal, CountDownLatch stopping) {
        this.pool = pool;
        this.journal = journal;
        this.stopping = stopping;
    }

    /** One pass. Returns how many were acknowledged. */
    int run(Apply apply) throws IOException, InterruptedException {
        int count = acknowledge(); // the last run ended between the shop's word and the acknowledgement
        var seen = new HashSet<String>();
        int unsaid = 0;
        while (stopping.getCount() > 0) {
            boolean isNew = false;
            for (var row : pool.nextPage(unsaid)) {
                if (stopping.getCount() == 0) break;
                if (!seen.add(pool.keyOf(row))) continue;
                isNew = true;
                var element = saidOf(row, apply);
                if (element == null) unsaid++;
                else journal.add(element);
            }
            count += acknowledge();
            if (!isNew) break;
        }
        return count;
    }

    /** Gives one record to the shop. Whatever goes wrong with it is said of it alone. Null: nothing is to be said, it comes again. */
    private Map<String, Object> saidOf(Object row, Apply apply) throws IOException, InterruptedException {
        Pool.Item item;
        try {
            item = pool.read(row);
        } catch (Pool.Unreadable error) {
            tell("cannot be read, and waits: " + error.getMessage() + ": " + row);
            return null;
        }
        var outcome = Pool.Outcome.SUCCESS;
        var message = "";
        try {
            apply.to(item);
        } catch (Shop.Refusal refusal) { // the shop says no, and will again until somebody does something
            outcome = Pool.Outcome.FAIL;
            message = refusal.getMessage();
        } catch (Exception error) { // not now, or nobody knows why: the same may succeed later
            outcome = Pool.Outcome.RETRY;
            message = error.toString();
        }
        if (outcome != Pool.Outcome.SUCCESS) tell(item.number() + ": " + outcome.name().toLowerCase() + ": " + message);
        return pool.element(item, outcome, message);
    }

    private int acknowledge() throws IOException, InterruptedException {
        var elements = journal.read();
        var rejected = pool.acknowledge(elements);
        for (var each : rejected) tell("rejected: " + each.number() + ": " + each.reason());
        journal.clear();
        return elements.size() - rejected.size();
    }

    private void tell(String text) {
        System.err.println(pool.name() + ": " + text);
    }
}
