package dev.tagging.examples.quickstart;

import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.ImportReport;
import dev.tagging.PageRequest;
import dev.tagging.ProviderLookupException;
import dev.tagging.Tagging;
import dev.tagging.TaggingJob;
import dev.tagging.TaggingJob.ErrorKind;
import dev.tagging.TaggingListener;
import dev.tagging.TenantId;
import dev.tagging.spi.AiProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/** Makes the library know the photos of a folder, and waits while it tags them. */
final class PhotoTagger {

    private static final Duration TICK = Duration.ofMillis(100);

    private final Tagging tagging;
    private final Counts counts;
    private final Console console;

    /** What became of the images, as the library tells it. To be made known to it as a listener. */
    static final class Counts implements TaggingListener {

        private final AtomicLong tagged = new AtomicLong();
        private final AtomicLong failed = new AtomicLong();
        private volatile @Nullable String stopped;

        @Override
        public void onTagged(TenantId tenant, ImageId image, String pipeline) {
            tagged.incrementAndGet();
        }

        @Override
        public void onFailed(TenantId tenant, TaggingJob job) {
            failed.incrementAndGet();
        }

        @Override
        public void onPipelineStopped(String pipeline, String reason) {
            stopped = reason;
        }

        long done() {
            return tagged.get() + failed.get();
        }
    }

    PhotoTagger(Tagging tagging, Counts counts, Console console) {
        this.tagging = tagging;
        this.counts = counts;
        this.console = console;
    }

    /**
     * Forgets photos that are gone, registers all others, and starts tagging those that are new or have changed.
     *
     * @param fingerprint of the providers
     * @throws CannotRunException when a provider cannot be found or made
     */
    void begin(PhotoFolder folder, String fingerprint) throws CannotRunException {
        forgetMissing(folder);
        retryFailed();
        try {
            tagging.start();
        } catch (ProviderLookupException | AiProviderException e) {
            throw CannotRunException.usage(sentence(e.getMessage()));
        }
        ImportReport report = tagging.catalog()
                .registerAll(
                        folder.photos().stream()
                                .map(photo -> photo.toImage(fingerprint))
                                .iterator(),
                        ImportOptions.defaults().withProgress(soFar -> {
                            String line = "Registered %,d of %,d"
                                    .formatted(soFar.total(), folder.photos().size());
                            console.status(new AttributedString(line));
                        }));
        describe(report);
    }

    /**
     * Waits until nothing is left to tag, and shows how far it has come.
     *
     * @throws CannotRunException when the library has given up, because a provider cannot work at all
     */
    void await() throws CannotRunException {
        long total = tagging.stats().open() + counts.done();
        if (total == 0) {
            return;
        }
        long begin = System.nanoTime();
        Progress progress = new Progress(total, begin);
        ProgressView view = new ProgressView(console, begin);
        boolean done = false;
        while (!done) {
            done = tagging.drain(TICK);
            String stopped = counts.stopped;
            if (stopped != null && !done) {
                throw CannotRunException.usage(sentence(stopped));
            }
            progress.update(done ? total : counts.done(), counts.failed.get(), System.nanoTime());
            view.show(progress, System.nanoTime());
        }
        console.clearStatus();
        long failed = counts.failed.get();
        console.say("Tagged %s in %s (%s images/s)%s"
                .formatted(
                        Words.count(total - failed, "image"),
                        Words.duration(progress.elapsed()),
                        Words.rate(progress.overallRate()),
                        failed == 0 ? "" : ", %,d could not be tagged".formatted(failed)));
    }

    /** All jobs that were given up. */
    List<TaggingJob> failed() {
        List<TaggingJob> jobs = new ArrayList<>();
        PageRequest request = PageRequest.first(PageRequest.MAX_LIMIT);
        for (var page = tagging.ai().failed(request); ; page = tagging.ai().failed(request)) {
            jobs.addAll(page.items());
            if (page.next() == null) {
                return jobs;
            }
            request = request.after(page.next());
        }
    }

    private void forgetMissing(PhotoFolder folder) {
        if (!folder.complete()) {
            console.say("Some folders could not be read, so photos that are gone are not looked for this time.");
            return;
        }
        Stream<ImageId> present = Stream.concat(
                folder.photos().stream().map(Photo::id),
                folder.leftOut().stream().filter(file -> isId(file.name())).map(file -> ImageId.of(file.name())));
        long removed = tagging.catalog().reconcile(present.iterator(), false).removed();
        if (removed > 0) {
            console.say(Words.count(removed, "photo") + " that " + (removed == 1 ? "is" : "are") + " gone forgotten");
        }
    }

    /** What failed in an earlier run for another reason than the image itself may work now. */
    private void retryFailed() {
        failed().stream().filter(job -> job.errorKind() != ErrorKind.REJECTED).forEach(job -> tagging.ai()
                .retry(job.image(), job.pipeline()));
    }

    private void describe(ImportReport report) {
        console.clearStatus();
        if (report.unchanged() + report.updated() > 0) {
            console.say("%,d new, %,d changed, %,d as before"
                    .formatted(report.created(), report.updated(), report.unchanged()));
        }
    }

    private static boolean isId(String name) {
        try {
            return !ImageId.of(name).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String sentence(@Nullable String message) {
        return message == null || message.isEmpty()
                ? "A provider cannot work."
                : Character.toUpperCase(message.charAt(0)) + message.substring(1);
    }
}
