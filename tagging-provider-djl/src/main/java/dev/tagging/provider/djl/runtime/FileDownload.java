package dev.tagging.provider.djl.runtime;

import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.Transient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads one file: into {@code <file>.part}, continuing what is there, then checked and moved to its name. Beside the part
 * lies the server's {@code ETag}, so that the server is asked for the rest only of the very same bytes (RFC 9110, 13.1.5,
 * If-Range); whatever it answers, the hash decides in the end.
 */
final class FileDownload {

    private static final Logger log = LoggerFactory.getLogger(FileDownload.class);

    /** Connections that may break off one after the other, each having brought something, until the call gives up. */
    private static final int MAX_CONNECTIONS = 20;

    private static final long POLL_MILLIS = 100;

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final HubClient client;
    private final URI source;
    private final RemoteFile file;
    private final Path target;
    private final Path part;
    private final Path partETag;
    private final LongConsumer progress;
    private final BooleanSupplier cancelled;

    FileDownload(
            HubClient client,
            URI source,
            RemoteFile file,
            Path target,
            LongConsumer progress,
            BooleanSupplier cancelled) {
        this.client = client;
        this.source = source;
        this.file = file;
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + ".part");
        this.partETag = target.resolveSibling(target.getFileName() + ".part.etag");
        this.progress = progress;
        this.cancelled = cancelled;
    }

    /** Returns what the file hashes to, once it is in its place. */
    Checksums run() throws IOException {
        boolean continued = sizeOfPart() > 0;
        transferAll();
        Checksums checksums = Checksums.of(part);
        if (!checksums.match(file) && continued) {
            // The beginning may be of other bytes: of an earlier pin, or written by a dying disk. Once more, from the
            // start.
            log.warn("{} does not have the expected hash, downloading it again", target);
            discardPart();
            transferAll();
            checksums = Checksums.of(part);
        }
        if (!checksums.match(file)) {
            discardPart();
            throw new Transient(source + " has the wrong content: SHA-256 " + checksums.sha256() + ", expected "
                    + file.sha256().orElseGet(() -> "Git object " + file.gitBlob()) + "; it was thrown away");
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(partETag);
        return checksums;
    }

    private void transferAll() throws IOException {
        for (int connection = 1; sizeOfPart() != file.size() || !Files.exists(part); connection++) {
            if (sizeOfPart() > file.size()) {
                discardPart();
            }
            requireSpace();
            long before = sizeOfPart();
            try {
                transfer(before);
            } catch (BrokenOffException e) {
                long now = sizeOfPart();
                if (now <= before || connection >= MAX_CONNECTIONS) {
                    throw new Transient(
                            source + " broke off after " + now + " of " + file.size() + " bytes: " + e.getMessage(), e);
                }
                log.info("{} broke off after {} of {} bytes, continuing", source, now, file.size());
            }
        }
    }

    /** One request, from {@code offset} to wherever it gets. */
    private void transfer(long offset) throws IOException, BrokenOffException {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            FileSink sink = new FileSink(channel, file.size(), progress);
            CompletableFuture<HttpResponse<Void>> call = client.http().sendAsync(request(offset), info -> {
                if (info.statusCode() != OK && info.statusCode() != PARTIAL_CONTENT) {
                    return BodySubscribers.replacing(null);
                }
                rememberETag(info.headers());
                return sink.startingAt(info.statusCode() == OK ? 0 : firstByte(info.headers(), offset));
            });
            HttpResponse<Void> response = await(call, sink);
            if (response.statusCode() == RANGE_NOT_SATISFIABLE) {
                discardPart();
                throw new BrokenOffException("the server has no bytes from " + offset + " on", null);
            }
            if (response.statusCode() != OK && response.statusCode() != PARTIAL_CONTENT) {
                throw client.refusal(source, response.statusCode(), response.headers());
            }
            if (sink.position() < file.size()) {
                throw new BrokenOffException("the server sent no more", null);
            }
        }
    }

    private HttpRequest request(long offset) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(source)
                .header("Accept-Encoding", "identity")
                .timeout(client.patience());
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
            rememberedETag().ifPresent(tag -> request.header("If-Range", tag));
        }
        return request.build();
    }

    private HttpResponse<Void> await(CompletableFuture<HttpResponse<Void>> call, FileSink sink)
            throws IOException, BrokenOffException {
        long silentSince = System.nanoTime();
        long position = sink.position();
        while (true) {
            try {
                return call.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                if (cancelled.getAsBoolean()) {
                    call.cancel(true);
                    throw new Transient("the download of " + source + " was cancelled", e);
                }
                if (sink.position() != position) {
                    position = sink.position();
                    silentSince = System.nanoTime();
                } else if (System.nanoTime() - silentSince > client.patience().toNanos()) {
                    call.cancel(true);
                    throw new BrokenOffException(
                            "nothing came for " + client.patience().toSeconds() + " s", e);
                }
            } catch (InterruptedException e) {
                call.cancel(true);
                Thread.currentThread().interrupt();
                throw new Transient("interrupted while downloading " + source, e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof FileSink.WriteFailedException write) {
                    throw cannotWrite(write);
                }
                throw new BrokenOffException(HubClient.describe(e), e);
            }
        }
    }

    private void requireSpace() throws IOException {
        long needed = file.size() - sizeOfPart();
        long usable = Files.getFileStore(target.getParent()).getUsableSpace();
        if (usable < needed) {
            throw new Misconfigured("the disk of " + target.getParent() + " is full: " + source + " needs "
                    + SnapshotDownload.megabytes(needed) + " more, " + SnapshotDownload.megabytes(usable)
                    + " are free");
        }
    }

    private Misconfigured cannotWrite(FileSink.WriteFailedException e) throws IOException {
        return new Misconfigured(
                "cannot write " + part + ": " + e.getMessage() + " ("
                        + SnapshotDownload.megabytes(
                                Files.getFileStore(target.getParent()).getUsableSpace())
                        + " are free); what is there is kept",
                e);
    }

    /** {@code Content-Range: bytes 100-199/200} says 100; a server that answers 206 without saying so sent what was asked. */
    private static long firstByte(HttpHeaders headers, long asked) {
        return headers.firstValue("Content-Range")
                .map(range -> range.replaceFirst("^bytes\\s+(\\d{1,18})-.*$", "$1"))
                .filter(start -> start.matches("\\d{1,18}"))
                .map(Long::parseLong)
                .orElse(asked);
    }

    private void rememberETag(HttpHeaders headers) {
        Optional<String> tag = headers.firstValue("ETag").filter(text -> !text.startsWith("W/"));
        try {
            if (tag.isPresent()) {
                Files.writeString(partETag, tag.get());
            } else {
                Files.deleteIfExists(partETag);
            }
        } catch (IOException e) {
            log.debug("Without the ETag in {} a continued download is checked by its hash alone", partETag, e);
        }
    }

    private Optional<String> rememberedETag() throws IOException {
        return Files.isRegularFile(partETag)
                ? Optional.of(Files.readString(partETag).strip()).filter(tag -> tag.matches("\"[\\x21\\x23-\\x7e]*\""))
                : Optional.empty();
    }

    private long sizeOfPart() throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }

    private void discardPart() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(partETag);
    }

    /** A connection ended early; the next one continues. */
    private static final class BrokenOffException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenOffException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
