package dev.tagging.provider.djl.runtime;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Test data that lies beside the project, not inside it: {@code ../shared/testdata}, seen from the project's root, or the
 * directory that the system property {@value #PROPERTY} names.
 */
public final class SharedTestData {

    private static final String PROPERTY = "tagging.testdata";

    private SharedTestData() {}

    /**
     * The file or directory of that name; skips the test, saying so, where there is none. What was named and is not there
     * fails later: nothing is skipped for a typing error.
     */
    public static Path get(String name) {
        String named = System.getProperty(PROPERTY);
        if (named != null) {
            return Path.of(named).resolve(name);
        }
        for (Path dir = Path.of("").toAbsolutePath(); dir != null; dir = dir.getParent()) {
            Path data = dir.resolveSibling("shared").resolve("testdata").resolve(name);
            if (Files.exists(data)) {
                return data;
            }
        }
        return abort("needs shared/testdata/" + name + " beside the project");
    }
}
