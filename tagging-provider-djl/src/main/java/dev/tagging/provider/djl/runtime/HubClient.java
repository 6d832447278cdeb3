package dev.tagging.provider.djl.runtime;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.tagging.spi.AiProviderException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Transient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of the Hugging Face Hub's HTTP API that a download needs ("Hub API Endpoints" in the Hub's documentation). */
final class HubClient {

    /** Pages of a tree, 1,000 entries each, that are followed at most. */
    private static final int MAX_PAGES = 100;

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;\\s*rel=\"?next\"?");

    private final URI hub;
    private final Duration patience;
    private final HttpClient http;

    HubClient(URI hub, Duration patience) {
        this.hub = hub;
        this.patience = patience;
        // Large bodies over one connection: HTTP/2 has nothing to offer but flow-control windows.
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience)
                .proxy(Proxies.selector(System::getProperty, System::getenv))
                .build();
    }

    HttpClient http() {
        return http;
    }

    Duration patience() {
        return patience;
    }

    /** The commit that a branch or tag is now. */
    String commit(String repository, String revision) {
        URI uri = URI.create(hub + "/api/models/" + repository + "/revision/" + revision.replace("/", "%2F"));
        if (json(uri).body() instanceof JsonObject object
                && object.get("sha") instanceof JsonPrimitive sha
                && sha.getAsString().matches("[0-9a-f]{40}")) {
            return sha.getAsString();
        }
        throw unexpected(uri);
    }

    /** All files of a commit by their path. */
    Map<String, RemoteFile> tree(String repository, String commit) {
        Map<String, RemoteFile> files = new LinkedHashMap<>();
        URI page = URI.create(hub + "/api/models/" + repository + "/tree/" + commit + "?recursive=true");
        for (int i = 0; i < MAX_PAGES; i++) {
            Json answer = json(page);
            if (!(answer.body() instanceof JsonArray entries)) {
                throw unexpected(page);
            }
            try {
                for (JsonElement entry : entries) {
                    remoteFile(entry.getAsJsonObject()).ifPresent(file -> files.put(file.path(), file));
                }
            } catch (IllegalStateException | UnsupportedOperationException | NumberFormatException e) {
                throw new Transient("the answer of " + page + " is not the hub's", e);
            }
            Optional<URI> next = next(page, answer.headers());
            if (next.isEmpty()) {
                break;
            }
            page = next.get();
        }
        return files;
    }

    /** Where the bytes of a file are. */
    URI resolve(String repository, String commit, String path) {
        return URI.create(hub + "/" + repository + "/resolve/" + commit + "/" + path);
    }

    /** What a status that is no success means. */
    AiProviderException refusal(URI uri, int status, HttpHeaders headers) {
        String reason = headers.firstValue("X-Error-Message")
                .or(() -> headers.firstValue("X-Error-Code"))
                .map(text -> " (" + (text.length() > 200 ? text.substring(0, 200) + "…" : text) + ")")
                .orElse("");
        String message = uri + " answered " + status + reason;
        if (status == 429) {
            Duration pause = headers.firstValue("Retry-After")
                    .filter(text -> text.matches("\\d{1,6}"))
                    .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                    .orElse(Duration.ofMinutes(1));
            return new RateLimited(message, pause);
        }
        return status >= 500 || status == 408 ? new Transient(message) : new Misconfigured(message);
    }

    private record Json(JsonElement body, HttpHeaders headers) {}

    private Json json(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .timeout(patience)
                .build();
        CompletableFuture<HttpResponse<String>> call = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            // The request's own timeout ends with the headers; this one is for the body as well.
            HttpResponse<String> response = call.get(patience.toMillis() * 2, TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw refusal(uri, response.statusCode(), response.headers());
            }
            return new Json(JsonParser.parseString(response.body()), response.headers());
        } catch (ExecutionException | TimeoutException e) {
            call.cancel(true);
            throw new Transient("cannot reach " + uri + ": " + describe(e), e);
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new Transient("interrupted while waiting for " + uri, e);
        } catch (JsonParseException e) {
            throw new Transient("the answer of " + uri + " is no JSON; is there a proxy or a login page between?", e);
        }
    }

    static String describe(Throwable thrown) {
        Throwable cause =
                thrown instanceof ExecutionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof IOException && cause.getMessage() != null ? cause.getMessage() : cause.toString();
    }

    private static Optional<RemoteFile> remoteFile(JsonObject entry) {
        if (!"file".equals(entry.get("type").getAsString())) {
            return Optional.empty();
        }
        long size = entry.get("size").getAsLong();
        Optional<String> sha256 = Optional.empty();
        if (entry.get("lfs") instanceof JsonObject lfs) {
            sha256 = Optional.of(lfs.get("oid").getAsString().replaceFirst("^sha256:", ""));
            size = lfs.get("size").getAsLong();
        }
        return Optional.of(new RemoteFile(
                entry.get("path").getAsString(), size, entry.get("oid").getAsString(), sha256));
    }

    private static Optional<URI> next(URI page, HttpHeaders headers) {
        return headers.allValues("Link").stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(link -> page.resolve(link.group(1)))
                .findFirst();
    }

    private static Transient unexpected(URI uri) {
        return new Transient("the answer of " + uri + " is not the hub's");
    }
}
