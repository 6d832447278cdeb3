package dev.tagging.provider.djl.runtime;

import static dev.tagging.provider.djl.runtime.LoopbackHub.COMMIT;
import static dev.tagging.provider.djl.runtime.LoopbackHub.REPOSITORY;
import static dev.tagging.provider.djl.runtime.LoopbackHub.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.tagging.provider.djl.runtime.HubModel.HubFile;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.ProviderSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ModelDownloadTest {

    private static final byte[] CONFIG =
            "{\"model_type\": \"example\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    private static final byte[] WEIGHTS = randomBytes(300_000);

    private static final HubModel MODEL = HubModel.of(REPOSITORY, COMMIT, "config.json", "onnx/weights.onnx");

    private final LoopbackHub hub =
            new LoopbackHub().withSmall("config.json", CONFIG).withLarge("onnx/weights.onnx", WEIGHTS);

    @TempDir
    private Path cache;

    @AfterEach
    void closeHub() {
        hub.close();
    }

    @Test
    void brings_every_file_to_its_place_through_redirects() {
        ModelDirectory directory = download().fetch(MODEL, () -> false);

        assertThat(directory.file("config.json")).hasBinaryContent(CONFIG);
        assertThat(directory.file("onnx/weights.onnx")).hasBinaryContent(WEIGHTS);
        assertThat(directory.path()).isEqualTo(cache.resolve("maker--model").resolve(COMMIT));
        assertThat(filesUnder(directory.path())).containsExactlyInAnyOrder(".complete", "config.json", "weights.onnx");
    }

    @Test
    void asks_nobody_once_the_model_is_complete() {
        ModelDirectory first = download().fetch(MODEL, () -> false);
        int requests = hub.requests().size();

        ModelDirectory second = download().fetch(MODEL, () -> false);
        ModelDirectory offline = downloads().offline(true).build().fetch(MODEL, () -> false);

        assertThat(second).isEqualTo(first).isEqualTo(offline);
        assertThat(hub.requests()).hasSize(requests);
    }

    @Test
    void downloads_only_what_a_larger_set_adds() {
        download().fetch(HubModel.of(REPOSITORY, COMMIT, "config.json"), () -> false);

        download().fetch(MODEL, () -> false);

        assertThat(hub.requestsFor("resolve")).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void downloads_again_what_somebody_has_cut_short() throws IOException {
        ModelDirectory directory = download().fetch(MODEL, () -> false);
        Files.writeString(directory.file("onnx/weights.onnx"), "oops");

        download().fetch(MODEL, () -> false);

        assertThat(directory.file("onnx/weights.onnx")).hasBinaryContent(WEIGHTS);
    }

    @Test
    void stays_at_the_commit_that_a_branch_was_at_first() {
        HubModel branch = HubModel.of(REPOSITORY, "refs/pr/1", "config.json");

        ModelDirectory directory = download().fetch(branch, () -> false);

        assertThat(directory.path()).hasFileName(COMMIT);
        assertThat(downloads().offline(true).build().fetch(branch, () -> false)).isEqualTo(directory);
        assertThat(hub.requestsFor("/revision/")).hasSize(1);
    }

    @Test
    void tells_the_listener_how_far_it_is() {
        List<Long> seen = Collections.synchronizedList(new ArrayList<>());
        long total = (long) CONFIG.length + WEIGHTS.length;

        downloads()
                .listener((model, file, bytes, all) -> {
                    assertThat(model).isEqualTo(REPOSITORY);
                    assertThat(all).isEqualTo(total);
                    seen.add(bytes);
                })
                .build()
                .fetch(MODEL, () -> false);

        assertThat(seen).isSorted().last().isEqualTo(total);
    }

    @Nested
    class When_a_connection_breaks {

        @Test
        void it_continues_where_it_broke_off() {
            hub.breaksOffAfter(0).withLarge("big.onnx", WEIGHTS);
            hub.breaksOffAfter(100_000).breaksOffAfter(50_000);
            HubModel big = HubModel.of(REPOSITORY, COMMIT, "big.onnx");

            assertThatThrownBy(() -> download().fetch(big, () -> false))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("broke off after 0 of 300000 bytes")
                    .hasMessageContaining("The next attempt continues");
            ModelDirectory directory = download().fetch(big, () -> false);

            assertThat(directory.file("big.onnx")).hasBinaryContent(WEIGHTS);
            assertThat(hub.requestsFor("/elsewhere"))
                    .containsExactly(
                            "/elsewhere/big.onnx",
                            "/elsewhere/big.onnx",
                            "/elsewhere/big.onnx [bytes=100000-]",
                            "/elsewhere/big.onnx [bytes=150000-]");
        }

        @Test
        void a_later_process_continues_too() {
            AtomicBoolean stop = new AtomicBoolean();
            hub.stallsAfter(120_000);
            HubModel weights = HubModel.of(REPOSITORY, COMMIT, "onnx/weights.onnx");

            assertThatThrownBy(() -> downloads()
                            .listener((model, file, bytes, total) -> stop.set(bytes >= 120_000))
                            .build()
                            .fetch(weights, stop::get))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("cancelled");
            ModelDirectory directory = download().fetch(weights, () -> false);

            assertThat(directory.file("onnx/weights.onnx")).hasBinaryContent(WEIGHTS);
            assertThat(hub.requestsFor("[bytes=120000-]")).isNotEmpty();
        }

        @Test
        void it_starts_again_when_the_server_knows_no_ranges() {
            hub.ignoresRanges().breaksOffAfter(CONFIG.length).breaksOffAfter(200_000);

            ModelDirectory directory = download().fetch(MODEL, () -> false);

            assertThat(directory.file("onnx/weights.onnx")).hasBinaryContent(WEIGHTS);
        }

        @Test
        void a_silent_server_is_given_up() {
            hub.stallsAfter(0);

            assertThatThrownBy(() ->
                            downloads().patience(Duration.ofMillis(300)).build().fetch(MODEL, () -> false))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("config.json");
        }

        @Test
        void an_interrupt_ends_the_wait() throws Exception {
            CountDownLatch started = new CountDownLatch(1);
            hub.stallsAfter(10);
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                Future<?> fetch = thread.submit(() -> downloads()
                        .listener((model, file, bytes, total) -> started.countDown())
                        .build()
                        .fetch(MODEL, () -> false));
                started.await();
                thread.shutdownNow();

                assertThat(fetch)
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableThat()
                        .havingCause()
                        .isInstanceOf(Transient.class)
                        .withMessageContaining("interrupted");
            } finally {
                thread.shutdownNow();
            }
        }
    }

    @Nested
    class When_the_bytes_are_wrong {

        @Test
        void they_are_thrown_away_and_the_next_attempt_gets_the_right_ones() {
            hub.garbles();
            HubModel weights = HubModel.of(REPOSITORY, COMMIT, "onnx/weights.onnx");

            assertThatThrownBy(() -> download().fetch(weights, () -> false))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("wrong content")
                    .hasMessageContaining("expected " + sha256(WEIGHTS));
            assertThat(filesUnder(cache)).doesNotContain("weights.onnx", "weights.onnx.part");

            assertThat(download().fetch(weights, () -> false).file("onnx/weights.onnx"))
                    .hasBinaryContent(WEIGHTS);
        }

        @Test
        void small_files_are_checked_as_git_objects() {
            hub.garbles();

            assertThatThrownBy(() -> download().fetch(MODEL, () -> false))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("config.json")
                    .hasMessageContaining("expected Git object");
        }

        @Test
        void a_bad_beginning_is_noticed_and_the_file_downloaded_again_at_once() throws IOException {
            Path part = cache.resolve("maker--model")
                    .resolve(COMMIT)
                    .resolve("onnx")
                    .resolve("weights.onnx.part");
            Files.createDirectories(part.getParent());
            Files.write(part, new byte[1000]);

            ModelDirectory directory = download().fetch(MODEL, () -> false);

            assertThat(directory.file("onnx/weights.onnx")).hasBinaryContent(WEIGHTS);
            assertThat(hub.requestsFor("/elsewhere"))
                    .containsExactly("/elsewhere/onnx/weights.onnx [bytes=1000-]", "/elsewhere/onnx/weights.onnx");
        }

        @Test
        void a_hash_that_the_caller_knows_counts_for_more_than_the_hubs() {
            String other = sha256(CONFIG);
            HubModel model =
                    new HubModel(REPOSITORY, COMMIT, List.of(new HubFile("onnx/weights.onnx", Optional.of(other))));

            assertThatThrownBy(() -> download().fetch(model, () -> false))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("expected " + other);
        }

        @Test
        void what_a_server_sends_too_much_is_ignored() {
            hub.sendsTooMuch();

            assertThat(download().fetch(MODEL, () -> false).file("config.json")).hasBinaryContent(CONFIG);
        }
    }

    @Nested
    class When_it_cannot_work {

        @Test
        void being_offline_explains_the_manual_steps() {
            assertThatThrownBy(() -> downloads().offline(true).build().fetch(MODEL, () -> false))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("maker/model is not in the cache " + cache)
                    .hasMessageContaining(
                            "download config.json, onnx/weights.onnx from " + hub.uri() + "/maker/model/tree/" + COMMIT)
                    .hasMessageContaining("setting 'model'");
            assertThat(hub.requests()).isEmpty();
        }

        @Test
        void a_file_the_hub_does_not_have_is_named() {
            HubModel model = HubModel.of(REPOSITORY, COMMIT, "config.json", "onnx/nothing.onnx");

            assertThatThrownBy(() -> download().fetch(model, () -> false))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("has no [onnx/nothing.onnx]");
        }

        @Test
        void an_unknown_repository_is_named() {
            HubModel model = HubModel.of("maker/other", COMMIT, "config.json");

            assertThatThrownBy(() -> download().fetch(model, () -> false))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("/api/models/maker/other/tree/")
                    .hasMessageContaining("answered 404 (RepoNotFound)");
        }

        @Test
        void a_hub_that_nobody_answers_for_is_tried_again_later() {
            hub.close();

            assertThatThrownBy(() -> download().fetch(MODEL, () -> false))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("cannot reach " + hub.uri())
                    .hasMessageContaining("By hand:");
        }

        @Test
        void a_hub_that_is_asked_too_often_says_when_to_come_back() {
            hub.refuses(429, "Retry-After", "17");

            assertThatThrownBy(() -> download().fetch(MODEL, () -> false))
                    .asInstanceOf(type(RateLimited.class))
                    .extracting(RateLimited::retryAfter)
                    .isEqualTo(Duration.ofSeconds(17));
        }

        @ParameterizedTest
        @ValueSource(ints = {500, 502, 503, 504})
        void a_hub_in_trouble_is_tried_again_later(int status) {
            hub.refuses(status);

            assertThatThrownBy(() -> download().fetch(MODEL, () -> false))
                    .isInstanceOf(Transient.class)
                    .hasMessageContaining("answered " + status);
        }

        @ParameterizedTest
        @ValueSource(ints = {401, 403, 404, 410})
        void a_refusal_is_the_operators_business(int status) {
            hub.refuses(status, "X-Error-Message", "Access to model is restricted");

            assertThatThrownBy(() -> download().fetch(MODEL, () -> false))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("answered " + status + " (Access to model is restricted)");
        }

        @Test
        void a_cache_that_is_a_file_is_named() throws IOException {
            Path file = Files.createFile(cache.resolve("file"));

            assertThatThrownBy(() -> downloads().cache(file).build().fetch(MODEL, () -> false))
                    .isInstanceOf(Misconfigured.class)
                    .hasMessageContaining("cannot use the model cache " + file);
        }
    }

    @Nested
    class When_the_disk_is_full {

        @Test
        void nothing_is_begun() throws IOException {
            try (FileSystem disk = disk(WEIGHTS.length / 2)) {
                assertThatThrownBy(() -> on(disk).build().fetch(MODEL, () -> false))
                        .isInstanceOf(Misconfigured.class)
                        .hasMessageContaining("is full")
                        .hasMessageContaining("needs 0.3 MB more");
            }
        }

        @Test
        void what_there_is_is_kept_and_continued_when_there_is_room_again() throws IOException {
            try (FileSystem disk = disk(2 * WEIGHTS.length)) {
                Path other = disk.getPath("/other");
                AtomicBoolean filled = new AtomicBoolean();

                assertThatThrownBy(() -> on(disk).listener((model, file, bytes, total) -> {
                                    if (bytes > 2_000 && filled.compareAndSet(false, true)) {
                                        fill(other, WEIGHTS.length + 2_000);
                                    }
                                })
                                .build()
                                .fetch(MODEL, () -> false))
                        .isInstanceOf(Misconfigured.class)
                        .hasMessageContaining("cannot write")
                        .hasMessageContaining("weights.onnx.part")
                        .hasMessageContaining("what is there is kept");
                Files.delete(other);

                ModelDirectory directory = on(disk).build().fetch(MODEL, () -> false);

                assertThat(Files.readAllBytes(directory.file("onnx/weights.onnx")))
                        .isEqualTo(WEIGHTS);
                assertThat(hub.requestsFor("[bytes=")).isNotEmpty();
            }
        }

        private FileSystem disk(int bytes) {
            return Jimfs.newFileSystem(Configuration.unix().toBuilder()
                    .setAttributeViews("basic", "posix")
                    .setBlockSize(1024)
                    .setMaxSize(bytes)
                    .build());
        }

        private ModelDownload.Builder on(FileSystem disk) {
            return downloads().cache(disk.getPath("/models"));
        }

        private void fill(Path file, int bytes) {
            try {
                Files.write(file, new byte[bytes]);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Nested
    class When_others_want_the_same_model {

        @Test
        void one_thread_downloads_and_the_others_get_it_too() throws Exception {
            ModelDownload download = download();
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<ModelDirectory>> fetches = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    fetches.add(threads.submit(() -> download.fetch(MODEL, () -> false)));
                }

                for (Future<ModelDirectory> fetch : fetches) {
                    assertThat(fetch.get().file("config.json")).hasBinaryContent(CONFIG);
                }
                assertThat(hub.requestsFor("resolve")).hasSize(2);
            } finally {
                threads.shutdownNow();
            }
        }

        @Test
        void it_waits_for_another_process() throws Exception {
            Path repository = Files.createDirectories(cache.resolve("maker--model"));
            CountDownLatch waiting = new CountDownLatch(3);
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try (LockHolder other = LockHolder.start(repository)) {
                Future<ModelDirectory> fetch = thread.submit(() -> download().fetch(MODEL, () -> {
                    waiting.countDown();
                    return false;
                }));
                waiting.await();
                assertThat(hub.requests()).isEmpty();

                other.release();

                assertThat(fetch.get(30, TimeUnit.SECONDS).file("config.json")).hasBinaryContent(CONFIG);
            } finally {
                thread.shutdownNow();
            }
        }

        @Test
        void waiting_for_another_process_can_be_cancelled() throws Exception {
            Path repository = Files.createDirectories(cache.resolve("maker--model"));
            try (LockHolder ignored = LockHolder.start(repository)) {
                assertThat(ignored).isNotNull();
                assertThatThrownBy(() -> download().fetch(MODEL, () -> true))
                        .isInstanceOf(Transient.class)
                        .hasMessageContaining("cancelled while another download");
            }
        }
    }

    @Test
    void goes_through_the_proxy_of_the_jvm() {
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", String.valueOf(hub.port()));
        try {
            ModelDirectory directory =
                    downloads().hub(URI.create("http://hub.example")).build().fetch(MODEL, () -> false);

            assertThat(directory.file("onnx/weights.onnx")).hasBinaryContent(WEIGHTS);
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }

    @Test
    void reads_hub_cache_and_offline_from_a_providers_settings() {
        ProviderSettings settings = ProviderSettings.of(
                "example", Map.of("hub", hub.uri() + "/", "cache", cache.toString(), "offline", "false"));

        ModelDirectory directory = ModelDownload.from(settings).build().fetch(MODEL, () -> false);

        settings.rejectUnknown();
        assertThat(directory.path()).startsWith(cache);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://hub.example", "hub.example", "http://", "http://a b"})
    void refuses_a_hub_that_is_no_web_address(String hub) {
        ProviderSettings settings = ProviderSettings.of("example", Map.of("hub", hub));

        assertThatThrownBy(() -> ModelDownload.from(settings))
                .isInstanceOf(Misconfigured.class)
                .hasMessageContaining("'" + hub + "'");
    }

    private ModelDownload download() {
        return downloads().build();
    }

    private ModelDownload.Builder downloads() {
        return ModelDownload.builder().hub(hub.uri()).cache(cache);
    }

    private static List<String> filesUnder(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(4).nextBytes(bytes);
        return bytes;
    }
}
