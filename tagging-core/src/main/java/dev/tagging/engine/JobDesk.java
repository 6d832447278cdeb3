package dev.tagging.engine;

import dev.tagging.TaggingException;
import dev.tagging.TaggingJob;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.persistence.ImageStore;
import dev.tagging.spi.persistence.ImageStore.Owned;
import dev.tagging.spi.persistence.JobQueue;
import dev.tagging.spi.persistence.JobQueue.Claim;
import dev.tagging.spi.persistence.JobQueue.Claimed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes jobs of one pipeline from the queue and hands in their results. */
final class JobDesk {

    private static final Logger log = LoggerFactory.getLogger(JobDesk.class);

    private final Kernel kernel;
    private final String pipeline;
    private final Patience patience;
    private final ImageStore images;
    private final JobQueue jobs;
    private final TagWriter writer;

    JobDesk(Kernel kernel, String pipeline, Patience patience) {
        this.kernel = kernel;
        this.pipeline = pipeline;
        this.patience = patience;
        this.images = kernel.database().images();
        this.jobs = kernel.database().jobs();
        this.writer = new TagWriter(kernel);
    }

    List<ImageJob> claim(int max, String worker) {
        EngineSettings settings = kernel.settings();
        return kernel.work().call(() -> {
            Claimed claimed = jobs.claim(
                    pipeline,
                    max,
                    worker,
                    settings.workers().lease(),
                    settings.policy().maxLosses());
            Map<Integer, Owned> owned = owned(claimed);
            List<ImageJob> mine = new ArrayList<>();
            for (Claim claim : claimed.claims()) {
                Owned image = owned.get(claim.imageNumber());
                if (image != null) {
                    mine.add(new ImageJob(claim, image));
                }
            }
            for (Claim claim : claimed.lost()) {
                Owned image = owned.get(claim.imageNumber());
                if (image != null) {
                    announceFailure(new ImageJob(claim, image));
                }
            }
            return mine;
        });
    }

    /**
     * Writes the tags of an image and completes its job, both or neither. The job comes last, because whoever holds it must
     * not wait for anything any more: renewals of leases wait for it.
     */
    void complete(ImageJob job, ImageContent content, List<Answer> answers) {
        int number = job.claim().imageNumber();
        try {
            patience.run(() -> {
                if (images.lockNumbers(List.of(number)).isEmpty()) {
                    throw new StaleClaim();
                }
                writer.write(number, job.image(), content, pipeline, answers);
                if (!jobs.complete(job.claim(), TagWriter.verdict(answers))) {
                    throw new StaleClaim();
                }
                kernel.events().tagged(job.image().tenant(), job.image().image().id(), pipeline);
            });
        } catch (StaleClaim e) {
            log.debug("Image {} was tagged too late for pipeline '{}': nothing is written", number, pipeline);
        }
    }

    /** The present transaction has let the job fail for good. */
    void announceFailure(ImageJob job) {
        if (kernel.events().hasListeners()) {
            TaggingJob failed = jobs.find(job.claim().imageNumber(), pipeline);
            if (failed != null) {
                kernel.events().failed(job.image().tenant(), failed);
            }
        }
    }

    private Map<Integer, Owned> owned(Claimed claimed) {
        Set<Integer> numbers = new HashSet<>();
        claimed.claims().forEach(claim -> numbers.add(claim.imageNumber()));
        claimed.lost().forEach(claim -> numbers.add(claim.imageNumber()));
        return numbers.isEmpty() ? Map.of() : images.byNumber(numbers);
    }

    /** Rolls a transaction back whose claim no longer holds. */
    private static final class StaleClaim extends TaggingException {
        private static final long serialVersionUID = 1L;

        StaleClaim() {
            super("the claim no longer holds");
        }
    }
}
