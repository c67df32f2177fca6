import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the shop said and the ERP was not told yet, a line of JSON each. A program that dies in between reads it at its next start. */
final class Journal {
    private final Path path;

    Journal(Path path) {
        this.path = path;
    }

    /** On the disk when this returns. */
    void add(Map<String, Object> element) throws IOException {
        Files.writeString(path, Json.write(element) + "\n", APPEND, CREATE, DSYNC);
    }

    /** A line that was cut off in the middle of a write was never returned from `add`: it is left out. */
    List<Map<String, Object>> read() throws IOException {
        var elements = new ArrayList<Map<String, Object>>();
        if (!Files.exists(path)) return elements;
        var text = Files.readString(path, UTF_8);
        for (int from = 0, to; (to = text.indexOf('\n', from)) >= 0; from = to + 1) elements.add(Json.object(text.substring(from, to)));
        return elements;
    }

    void clear() throws IOException {
        Files.deleteIfExists(path);
    }
}
