package dev.tagging.provider.moondream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service on loopback that gives the answers it was told, one after the other, and remembers what it was asked. */
final class LoopbackService implements AutoCloseable {

    /** What arrived. */
    record Request(String path, Map<String, List<String>> headers, JsonObject body) {}

    /** What to answer. */
    record Reply(int status, String body, Map<String, String> headers) {
        static Reply ok(String body) {
            return new Reply(200, body, Map.of());
        }
    }

    private static final Reply HANG = new Reply(0, "", Map.of());

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    LoopbackService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    LoopbackService answers(String... bodies) {
        for (String body : bodies) {
            replies.add(Reply.ok(body));
        }
        return this;
    }

    LoopbackService answers(Reply reply) {
        replies.add(reply);
        return this;
    }

    /** The next request gets no answer. */
    LoopbackService hangs() {
        replies.add(HANG);
        return this;
    }

    /** Waits until somebody has asked. */
    void awaitRequest() throws InterruptedException {
        arrived.await();
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() {
        released.countDown();
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            requests.add(new Request(
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders(),
                    JsonParser.parseString(body).getAsJsonObject()));
            arrived.countDown();
            Reply reply = replies.poll();
            if (reply == null) {
                throw new UncheckedIOException(new IOException("one request too many: " + exchange.getRequestURI()));
            }
            if (reply.equals(HANG)) {
                released.await();
                return;
            }
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
