package dev.tagging.engine;

import dev.tagging.NewImage;
import dev.tagging.Registration;
import dev.tagging.search.SearchWords;
import dev.tagging.spi.persistence.ImageStore.Draft;
import dev.tagging.spi.persistence.ImageStore.Registered;
import dev.tagging.spi.persistence.JobQueue.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Makes images known and queues those whose content is new. Runs inside a transaction. */
final class Registrations {

    private final Kernel kernel;

    Registrations(Kernel kernel) {
        this.kernel = kernel;
    }

    /** @param images with distinct ids */
    List<Registered> register(int tenant, List<NewImage> images, Set<String> pipelines, Priority priority) {
        List<Draft> drafts = images.stream()
                .map(image -> new Draft(image, SearchWords.ofFilename(image.filename())))
                .toList();
        List<Registered> registered = kernel.database().images().register(tenant, drafts);
        List<Integer> untagged = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            if (isNewContent(images.get(i), registered.get(i))) {
                untagged.add(registered.get(i).number());
            }
        }
        if (!untagged.isEmpty() && !pipelines.isEmpty()) {
            kernel.database().jobs().enqueue(untagged, pipelines, priority, null);
            kernel.wakeUps().jobsQueued(pipelines);
        }
        return registered;
    }

    private static boolean isNewContent(NewImage image, Registered registered) {
        String before = registered.previousVersion();
        String now = image.contentVersion();
        return registered.outcome() == Registration.CREATED || (before != null && now != null && !before.equals(now));
    }
}
