package dev.tagging.provider.djl.runtime;

import dev.tagging.spi.AiProviderException.Misconfigured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the missing files of one commit into their directory. The caller holds the lock. */
final class SnapshotDownload {

    private static final Logger log = LoggerFactory.getLogger(SnapshotDownload.class);

    /** The log gets a line for every tenth of the bytes. */
    private static final int LOG_LINES = 10;

    private final HubClient client;
    private final HubModel model;
    private final List<RemoteFile> files;
    private final Path directory;
    private final DownloadListener listener;
    private final BooleanSupplier cancelled;

    private final long total;
    private long finished;
    private int logged;

    SnapshotDownload(
            HubClient client,
            HubModel model,
            List<RemoteFile> files,
            Path directory,
            DownloadListener listener,
            BooleanSupplier cancelled) {
        this.client = client;
        this.model = model;
        this.files = files;
        this.directory = directory;
        this.listener = listener;
        this.cancelled = cancelled;
        this.total = files.stream().mapToLong(RemoteFile::size).sum();
    }

    void run() {
        CompletedFiles completed = CompletedFiles.in(directory);
        log.info("Downloading {} of {} into {}", megabytes(total), model.repository(), directory);
        for (RemoteFile file : files) {
            try {
                if (!completed.contains(file.path())) {
                    Files.createDirectories(directory.resolve(file.path()).getParent());
                    FileDownload download = new FileDownload(
                            client,
                            client.resolve(model.repository(), model.revision(), file.path()),
                            file,
                            directory.resolve(file.path()),
                            bytes -> progressed(file, bytes),
                            cancelled);
                    completed.add(file.path(), download.run().sha256(), file.size());
                }
            } catch (IOException e) {
                throw new Misconfigured("cannot write into " + directory + ": " + e.getMessage(), e);
            }
            finished += file.size();
            progressed(file, 0);
        }
        log.info("Downloaded {}: complete", model.repository());
    }

    private void progressed(RemoteFile file, long bytes) {
        long now = finished + bytes;
        int tenth = total == 0 ? LOG_LINES : (int) (now * LOG_LINES / total);
        if (tenth > logged) {
            logged = tenth;
            log.info("Downloading {}: {} of {}", model.repository(), megabytes(now), megabytes(total));
        }
        listener.progressed(model.repository(), file.path(), now, total);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
