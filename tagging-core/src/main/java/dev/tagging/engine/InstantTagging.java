package dev.tagging.engine;

import dev.tagging.ConfidenceBand;
import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.QuotaExceededException;
import dev.tagging.UnknownImageException;
import dev.tagging.UserId;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.persistence.ImageStore.Owned;
import dev.tagging.spi.persistence.ImageStore.Stored;
import dev.tagging.spi.persistence.UsageStore.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Tags single images while somebody waits. */
final class InstantTagging {

    private final Kernel kernel;
    private final PipelineRunner runner;
    private final TagWriter writer;
    private final Slots slots;

    InstantTagging(Kernel kernel, PipelineRunner runner) {
        this.kernel = kernel;
        this.runner = runner;
        this.writer = new TagWriter(kernel);
        this.slots = new Slots(kernel.settings().workers().concurrency());
    }

    /** See {@link dev.tagging.AiTaggingService#tagNow(ImageId, String, UserId)}. */
    List<ImageTag> tag(Tenant tenant, ImageId image, UserId user) {
        if (kernel.work().isJoined()) {
            throw new IllegalStateException("tagNow waits for a provider, which must not happen inside a transaction;"
                    + " call it outside, or queue the image with request");
        }
        runner.open();
        record Asked(int number, Owned owned) {}
        Asked asked = tenant.call(tenantNumber -> {
            Stored stored = kernel.database().images().find(tenantNumber, List.of(image)).stream()
                    .findFirst()
                    .orElseThrow(() -> new UnknownImageException(image));
            return new Asked(stored.number(), new Owned(tenantNumber, tenant.id(), stored.image()));
        });
        takeQuota(asked.owned().tenantNumber(), user);
        Hold hold = takePlace();
        try {
            Cancellation cancellation = new Cancellation();
            ImageContent content = runner.load(asked.owned(), hold, cancellation);
            List<Answer> answers =
                    runner.analyze(List.of(content), hold, cancellation).get(0).orThrow();
            return kernel.work().call(() -> write(asked.number(), asked.owned(), content, answers));
        } catch (CancellationException e) {
            throw new Transient("the caller was interrupted", e);
        } finally {
            hold.letGo();
        }
    }

    private void takeQuota(int tenantNumber, UserId user) {
        int limit = kernel.settings().policy().callsPerUserAndDay();
        if (limit > 0) {
            Optional<Instant> next = kernel.work()
                    .call(() ->
                            kernel.database().usage().use("user:" + tenantNumber + ":" + user, Window.DAY, 1, limit));
            if (next.isPresent()) {
                throw new QuotaExceededException(
                        "user '" + user + "' has asked " + limit + " times today, which is the limit", next.get());
            }
        }
    }

    private Hold takePlace() {
        Duration timeout = kernel.settings().workers().timeout();
        try {
            if (slots.takeOne(timeout)) {
                return new Hold(slots, 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Transient("the caller was interrupted", e);
        }
        throw new Transient("pipeline '" + runner.name() + "' is busy on this node");
    }

    private List<ImageTag> write(int number, Owned owned, ImageContent content, List<Answer> answers) {
        if (kernel.database().images().lockNumbers(List.of(number)).isEmpty()) {
            throw new UnknownImageException(owned.image().id());
        }
        writer.write(number, owned, content, runner.name(), answers);
        kernel.database().jobs().completeAny(number, runner.name(), TagWriter.verdict(answers));
        kernel.events().tagged(owned.tenant(), owned.image().id(), runner.name());
        return List.copyOf(kernel.database()
                .assertions()
                .shown(List.of(number), ConfidenceBand.MEDIUM)
                .getOrDefault(number, List.of()));
    }
}
