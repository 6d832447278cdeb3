package dev.tagging.provider.moondream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.tagging.spi.AiProviderException;
import dev.tagging.spi.AiProviderException.Transient;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A service that takes and gives JSON objects over HTTP/1.1. Follows no redirects, which could carry the key elsewhere. A
 * request that is to stop is aborted. Errors are those of {@link ServiceErrors}.
 */
final class JsonService {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 50;
    private static final int MAX_RESPONSE = 4_000_000;

    private final String name;
    private final URI base;
    private final Map<String, String> headers;
    private @Nullable HttpClient client;

    /**
     * @param name for messages
     * @param base of all paths, without a slash at its end
     * @param headers of every request
     */
    JsonService(String name, URI base, Map<String, String> headers) {
        this.name = name;
        this.base = base;
        this.headers = Map.copyOf(headers);
    }

    /**
     * Sends an object and waits for the answer.
     *
     * @throws AiProviderException when there is none, or it is an error, in whatever dress
     */
    JsonObject post(String path, JsonObject body, TimeLimit limit) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        HttpResponse<String> response = send(request.build(), limit);
        if (response.statusCode() != 200) {
            throw ServiceErrors.ofStatus(name, response);
        }
        JsonObject answer = parse(response.body());
        if (answer.has("error") && !answer.get("error").isJsonNull()) {
            throw ServiceErrors.ofMessage(name, ServiceErrors.message(response.body()));
        }
        return answer;
    }

    private HttpResponse<String> send(HttpRequest request, TimeLimit limit) {
        limit.check();
        CompletableFuture<HttpResponse<String>> exchange =
                client().sendAsync(request, info -> new LimitedBody(MAX_RESPONSE));
        try {
            while (true) {
                try {
                    return exchange.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    limit.check();
                }
            }
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Transient("interrupted while waiting for " + name, e);
        } finally {
            exchange.cancel(true);
        }
    }

    private AiProviderException failed(@Nullable Throwable cause) {
        if (cause instanceof ConnectException) {
            return new Transient(name + " does not answer at " + base + "; is it running?", cause);
        }
        return new Transient("the connection to " + name + " at " + base + " broke: " + cause, cause);
    }

    private JsonObject parse(String body) {
        try {
            if (JsonParser.parseString(body) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParseException e) {
            throw new Transient(name + " answered with something else than JSON: " + ServiceErrors.shorten(body), e);
        }
        throw new Transient(name + " answered with something else than an object: " + ServiceErrors.shorten(body));
    }

    /** Made with the first request: it starts a thread. */
    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .followRedirects(Redirect.NEVER)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
        }
        return client;
    }
}
