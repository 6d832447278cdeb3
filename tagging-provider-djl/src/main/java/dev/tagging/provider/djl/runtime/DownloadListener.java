package dev.tagging.provider.djl.runtime;

/** Hears how a download goes. Called by the downloading threads, several times a second; should be quick. */
@FunctionalInterface
public interface DownloadListener {

    /**
     * Some more bytes are on the disk.
     *
     * @param model the repository
     * @param file the file in work
     * @param bytes of all files, those of earlier attempts included
     * @param total bytes of all files
     */
    void progressed(String model, String file, long bytes, long total);
}
