import java.util.Arrays;
import java.util.Objects;

/** A pretend shop that prints what it does: put yours here. What you must keep stands in the comments. */
class Shop {
    /** The shop says no, and will again until somebody does something, such as naming the goods. */
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        Refusal(String message) {
            super(message);
        }
    }

    /** Sets an absolute quantity, and returns when it is there for good. Throws where it is not. */
    void setStock(Pool.Item item) throws Exception {
        work(item.sku());
        System.out.println("stock " + item.sku() + " = " + item.quantity());
    }

    /** Ships these sub-orders, the whole order where there are none. Told of a number it has, a shop answers that it has it. */
    void ship(Pool.Item item) throws Exception {
        var parcel = item.parcel();
        if (parcel.oids() == null) throw new IllegalStateException(parcel.problem());
        work(parcel.tid());
        System.out.println("ship " + parcel.tid() + " [" + String.join(" ", parcel.oids()) + "] " + parcel.carrier() + " " + parcel.tracking());
    }

    /** Only for tests: TROUBLE="SKU-3=unknown SKU-4=busy SKU-5=crash" makes it refuse, and SHOP_MS makes it slow. */
    private static void work(String subject) throws Exception {
        Thread.sleep(Long.parseLong(Objects.requireNonNullElse(System.getenv("SHOP_MS"), "0")));
        var troubles = Arrays.asList(Objects.requireNonNullElse(System.getenv("TROUBLE"), "").split(" "));
        if (troubles.contains(subject + "=unknown")) throw new Refusal("商城没有 " + subject + " 🎉");
        if (troubles.contains(subject + "=busy")) throw new IllegalStateException("the shop is taking stock");
        if (troubles.contains(subject + "=crash")) throw new ArithmeticException("a mistake in the shop");
    }
}
