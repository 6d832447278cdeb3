package dev.tagging.provider.djl.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A hub on loopback that speaks the protocol of the Hugging Face Hub: revisions, paged trees, {@code resolve} with its
 * headers and the redirect of large files to another path, ranges. Misbehaves on demand.
 */
final class LoopbackHub implements AutoCloseable {

    static final String REPOSITORY = "maker/model";
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private static final int PAGE = 2;

    /** What goes wrong with the next answer that carries bytes of a file. */
    private sealed interface Mishap {
        record BreakOff(int afterBytes) implements Mishap {}

        record Stall(int afterBytes, CountDownLatch until) implements Mishap {}

        record Refuse(int status, String header, String value) implements Mishap {}

        record Garble() implements Mishap {}

        record Excess() implements Mishap {}
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record File(byte[] content, boolean large) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, File> files = new LinkedHashMap<>();
    private final Queue<Mishap> mishaps = new ArrayDeque<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<CountDownLatch> stalls = new CopyOnWriteArrayList<>();
    private volatile boolean rangesIgnored;

    LoopbackHub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** A file in Git itself, whose SHA-256 the tree does not say. */
    LoopbackHub withSmall(String path, byte[] content) {
        files.put(path, new File(content, false));
        return this;
    }

    /** A file in Git LFS. */
    LoopbackHub withLarge(String path, byte[] content) {
        files.put(path, new File(content, true));
        return this;
    }

    LoopbackHub breaksOffAfter(int bytes) {
        return add(new Mishap.BreakOff(bytes));
    }

    /** Keeps the connection open without sending anything more until {@link #close()}. */
    LoopbackHub stallsAfter(int bytes) {
        CountDownLatch latch = new CountDownLatch(1);
        stalls.add(latch);
        return add(new Mishap.Stall(bytes, latch));
    }

    LoopbackHub refuses(int status) {
        return refuses(status, "X-Error-Code", "Example");
    }

    LoopbackHub refuses(int status, String header, String value) {
        return add(new Mishap.Refuse(status, header, value));
    }

    LoopbackHub garbles() {
        return add(new Mishap.Garble());
    }

    LoopbackHub sendsTooMuch() {
        return add(new Mishap.Excess());
    }

    LoopbackHub ignoresRanges() {
        rangesIgnored = true;
        return this;
    }

    /** Requests so far: path, and in brackets the range that was asked for. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    List<String> requestsFor(String part) {
        return requests.stream().filter(request -> request.contains(part)).toList();
    }

    @Override
    public void close() {
        stalls.forEach(CountDownLatch::countDown);
        server.stop(0);
        threads.shutdownNow();
    }

    static String sha256(byte[] content) {
        return hex("SHA-256", content);
    }

    private LoopbackHub add(Mishap mishap) {
        synchronized (mishaps) {
            mishaps.add(mishap);
        }
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String range = exchange.getRequestHeaders().getFirst("Range");
        requests.add(range == null ? path : path + " [" + range + "]");
        try (exchange) {
            if (path.startsWith("/api/models/" + REPOSITORY + "/revision/")) {
                JsonObject answer = new JsonObject();
                answer.addProperty("sha", COMMIT);
                send(exchange, 200, answer.toString().getBytes(StandardCharsets.UTF_8));
            } else if (path.equals("/api/models/" + REPOSITORY + "/tree/" + COMMIT)) {
                tree(exchange);
            } else if (path.startsWith("/" + REPOSITORY + "/resolve/" + COMMIT + "/")) {
                resolve(exchange, path.substring(("/" + REPOSITORY + "/resolve/" + COMMIT + "/").length()));
            } else if (path.startsWith("/elsewhere/")) {
                bytes(
                        exchange,
                        Objects.requireNonNull(files.get(path.substring("/elsewhere/".length())))
                                .content());
            } else {
                exchange.getResponseHeaders().set("X-Error-Code", "RepoNotFound");
                send(exchange, 404, new byte[0]);
            }
        }
    }

    private void tree(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int from = query.contains("cursor=") ? Integer.parseInt(query.replaceFirst(".*cursor=", "")) : 0;
        JsonArray all = new JsonArray();
        JsonObject directory = new JsonObject();
        directory.addProperty("type", "directory");
        directory.addProperty("path", "onnx");
        directory.addProperty("oid", "0");
        all.add(directory);
        files.forEach((path, file) -> all.add(entry(path, file)));
        JsonArray page = new JsonArray();
        for (int i = from; i < Math.min(all.size(), from + PAGE); i++) {
            page.add(all.get(i));
        }
        if (from + PAGE < all.size()) {
            exchange.getResponseHeaders()
                    .set(
                            "Link",
                            "<" + exchange.getRequestURI().getPath() + "?recursive=true&cursor=" + (from + PAGE)
                                    + ">; rel=\"next\"");
        }
        send(exchange, 200, page.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject entry(String path, File file) {
        JsonObject entry = new JsonObject();
        entry.addProperty("type", "file");
        entry.addProperty("path", path);
        entry.addProperty("size", file.content().length);
        entry.addProperty("oid", file.large() ? "f".repeat(40) : gitBlob(file.content()));
        if (file.large()) {
            JsonObject lfs = new JsonObject();
            lfs.addProperty("oid", sha256(file.content()));
            lfs.addProperty("size", file.content().length);
            lfs.addProperty("pointerSize", 134);
            entry.add("lfs", lfs);
        }
        return entry;
    }

    private void resolve(HttpExchange exchange, String path) throws IOException {
        File file = files.get(path);
        exchange.getResponseHeaders().set("X-Repo-Commit", COMMIT);
        if (file == null) {
            exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
            send(exchange, 404, new byte[0]);
        } else if (file.large()) {
            exchange.getResponseHeaders().set("X-Linked-Etag", '"' + sha256(file.content()) + '"');
            exchange.getResponseHeaders().set("X-Linked-Size", String.valueOf(file.content().length));
            exchange.getResponseHeaders().set("Location", "/elsewhere/" + path);
            send(exchange, 302, new byte[0]);
        } else {
            bytes(exchange, file.content());
        }
    }

    private void bytes(HttpExchange exchange, byte[] content) throws IOException {
        Mishap mishap;
        synchronized (mishaps) {
            mishap = mishaps.poll();
        }
        if (mishap instanceof Mishap.Refuse refuse) {
            exchange.getResponseHeaders().set(refuse.header(), refuse.value());
            send(exchange, refuse.status(), new byte[0]);
            return;
        }
        String tag = '"' + gitBlob(content) + '"';
        byte[] body = content.clone();
        if (mishap instanceof Mishap.Garble) {
            body[body.length / 2] ^= 1;
        }
        int from = 0;
        String range = exchange.getRequestHeaders().getFirst("Range");
        String ifRange = exchange.getRequestHeaders().getFirst("If-Range");
        if (range != null && !rangesIgnored && (ifRange == null || ifRange.equals(tag))) {
            from = Integer.parseInt(range.replaceFirst("bytes=(\\d+)-", "$1"));
            if (from >= body.length) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + body.length);
                send(exchange, 416, new byte[0]);
                return;
            }
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (body.length - 1) + "/" + body.length);
        }
        exchange.getResponseHeaders().set("ETag", tag);
        int excess = mishap instanceof Mishap.Excess ? 100 : 0;
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, body.length - from + excess);
        OutputStream out = exchange.getResponseBody();
        if (mishap instanceof Mishap.BreakOff breakOff) {
            out.write(body, from, Math.min(breakOff.afterBytes(), body.length - from));
            out.flush();
            throw new IOException("breaks off as told");
        }
        if (mishap instanceof Mishap.Stall stall) {
            out.write(body, from, Math.min(stall.afterBytes(), body.length - from));
            out.flush();
            awaitQuietly(stall.until());
            throw new IOException("stalled as told");
        }
        out.write(body, from, body.length - from);
        out.write(new byte[excess]);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private static String gitBlob(byte[] content) {
        byte[] header = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[header.length + content.length];
        System.arraycopy(header, 0, all, 0, header.length);
        System.arraycopy(content, 0, all, header.length, content.length);
        return hex("SHA-1", all);
    }

    private static String hex(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
