package dev.tagging.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class LauncherTest {

    @Test
    void passes_on_what_concerns_the_program_and_its_providers() {
        Properties properties = properties(Map.of(
                "photos",
                "/p",
                "query",
                "a b",
                "providers",
                "djl",
                "djl.model",
                "/m",
                "maven.home",
                "/x",
                "other",
                "y"));

        assertThat(Launcher.forwarded(properties))
                .containsOnlyKeys("photos", "query", "providers", "djl.model")
                .containsEntry("query", "a b");
    }

    @Test
    void starts_a_java_with_a_heap_of_its_own() {
        Properties properties = properties(Map.of("java.home", "/jdk", "photos", "/p", "quickstart.heap", "2g"));

        List<String> command = Launcher.command("a.jar", properties);

        assertThat(command.get(0)).startsWith("/jdk");
        assertThat(command).contains("-Xmx2g", "-Dphotos=/p").endsWith("-cp", "a.jar", Quickstart.class.getName());
        properties.remove("quickstart.heap");
        assertThat(Launcher.command("a.jar", properties)).contains("-Xmx512m");
    }

    @Test
    void makes_up_for_a_locale_in_which_java_cannot_open_all_files() {
        assertThat(environment("Linux", "ANSI_X3.4-1968")).containsExactly(Map.entry("LC_ALL", "C.UTF-8"));
        assertThat(environment("Linux", "UTF-8")).isEmpty();
        assertThat(environment("Windows 11", "Cp1252")).isEmpty();
    }

    private static Map<String, String> environment(String system, String encoding) {
        Map<String, String> environment = new HashMap<>();
        Launcher.useUtf8(environment, properties(Map.of("os.name", system, "sun.jnu.encoding", encoding)));
        return environment;
    }

    private static Properties properties(Map<String, String> values) {
        Properties properties = new Properties();
        properties.putAll(values);
        return properties;
    }
}
