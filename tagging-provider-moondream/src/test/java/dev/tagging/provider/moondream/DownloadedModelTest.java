package dev.tagging.provider.moondream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tagging.provider.djl.runtime.HubModel.HubFile;
import dev.tagging.provider.moondream.vlm.GeneratedModel;
import dev.tagging.provider.moondream.vlm.TestImages;
import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.ImageAnalysis;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first use without a model: a hub on loopback has it. The ways in which hubs fail are tested where the download lives. */
class DownloadedModelTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    @TempDir
    private Path directory;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer hub;

    @BeforeEach
    void start() throws IOException {
        hub = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hub.createContext("/", this::serve);
        hub.start();
        Path published = directory.resolve("published");
        GeneratedModel.moondream(published);
        Path onnx = published.resolve("onnx");
        Files.move(onnx.resolve("vision_encoder.onnx"), onnx.resolve("vision_encoder_quantized.onnx"));
        Files.move(onnx.resolve("embed_tokens.onnx"), onnx.resolve("embed_tokens_quantized.onnx"));
        Files.move(onnx.resolve("decoder_model_merged.onnx"), onnx.resolve("decoder_model_merged_q4.onnx"));
    }

    @AfterEach
    void stop() {
        hub.stop(0);
    }

    @Test
    void theDefaultModelIsDownloadedOnceAndTagsAnImage() throws IOException {
        var image = TestImages.png(80, 80, 1);
        ImageAnalysis first;
        try (AiTaggingProvider provider = Analyses.moondream(settings("false"))) {
            first = provider.analyzeImage(image, Analyses.context());
        }
        assertThat(requests).hasSize(2 + KnownModel.MOONDREAM2.files().files().size());
        requests.clear();

        try (AiTaggingProvider provider = Analyses.moondream(settings("true"))) {
            assertThat(provider.analyzeImage(image, Analyses.context())).isEqualTo(first);
            assertThat(first.model()).isEqualTo("moondream2");
        }
        assertThat(requests).isEmpty();
    }

    private Map<String, String> settings(String offline) {
        return Map.of(
                "hub",
                "http://127.0.0.1:" + hub.getAddress().getPort(),
                "cache",
                directory.resolve("cache").toString(),
                "offline",
                offline);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            requests.add(path);
            byte[] body;
            if (path.equals("/api/models/Xenova/moondream2/revision/main")) {
                body = ("{\"sha\": \"" + COMMIT + "\"}").getBytes(StandardCharsets.UTF_8);
            } else if (path.equals("/api/models/Xenova/moondream2/tree/" + COMMIT)) {
                body = tree().toString().getBytes(StandardCharsets.UTF_8);
            } else {
                String prefix = "/Xenova/moondream2/resolve/" + COMMIT + "/";
                body = Files.readAllBytes(directory.resolve("published").resolve(path.substring(prefix.length())));
            }
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private JsonArray tree() throws IOException {
        JsonArray tree = new JsonArray();
        for (HubFile file : KnownModel.MOONDREAM2.files().files()) {
            byte[] bytes = Files.readAllBytes(directory.resolve("published").resolve(file.path()));
            JsonObject large = new JsonObject();
            large.addProperty("oid", sha256(bytes));
            large.addProperty("size", bytes.length);
            JsonObject entry = new JsonObject();
            entry.addProperty("type", "file");
            entry.addProperty("path", file.path());
            entry.addProperty("size", bytes.length);
            entry.addProperty("oid", "0123456789abcdef0123456789abcdef01234567");
            entry.add("lfs", large);
            tree.add(entry);
        }
        return tree;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
