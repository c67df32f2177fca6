import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Keeps a shop in step with the ERP; run it every few minutes. Java 17 or later, nothing to install.
 *
 * URL, SELLER, KEY, SECRET, SHOP: the account and the number of the shop. EDITION: enterprise (default) or flagship.
 * STATE: beginning of the files that hold what the shop said until it is acknowledged; "state" by default.
 */
final class Main {
    private static volatile int exitCode = 0;

    public static void main(String[] args) throws InterruptedException {
        // What the platform would write as question marks.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, UTF_8));
        var stopping = stopOnSignal(Thread.currentThread());
        var edition = env("EDITION", "enterprise");
        var pause = Duration.ofMillis(Long.parseLong(env("PAUSE_MS", "1000")));
        var wire = new Wire(edition, env("URL", ""), env("SELLER", ""), env("KEY", ""), env("SECRET", ""), pause, stopping);
        var shopNo = env("SHOP", "");
        boolean isFlagship = edition.equals("flagship");
        var shop = new Shop();
        var pools = new LinkedHashMap<Pool, KeepUp.Apply>();
        pools.put(isFlagship ? new FlagshipStock(wire) : new EnterpriseStock(wire, shopNo), shop::setStock);
        pools.put(isFlagship ? new FlagshipShipments(wire, shopNo) : new EnterpriseShipments(wire, shopNo), shop::ship);
        for (var each : pools.entrySet()) {
            var pool = each.getKey();
            try {
                int count = new KeepUp(pool, new Journal(Path.of(env("STATE", "state") + "-" + pool.name())), stopping).run(each.getValue());
                System.out.println(pool.name() + ": " + count + " acknowledged");
            } catch (IOException | RuntimeException error) { // one pool that cannot be worked with keeps nobody from the other
                System.err.println(pool.name() + ": " + error);
                exitCode = 1;
            }
        }
    }

    /** SIGTERM starts the shutdown, while `main` goes on: it is told, and comes to its end. After an end of its own nobody needs to be told. */
    private static CountDownLatch stopOnSignal(Thread main) {
        var stopping = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopping.countDown();
            try {
                main.join();
            } catch (InterruptedException error) {
                return;
            }
            Runtime.getRuntime().halt(exitCode);
        }));
        return stopping;
    }

    private static String env(String name, String otherwise) {
        var value = System.getenv(name);
        return value == null ? otherwise : value;
    }
}
