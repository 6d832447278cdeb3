package dev.tagging.engine;

import dev.tagging.ImageId;
import dev.tagging.ReconcileReport;
import dev.tagging.spi.persistence.ImageStore;
import dev.tagging.spi.persistence.ImageStore.Numbered;
import dev.tagging.spi.persistence.ImageStore.Stored;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the catalogue with the host's list in three steps, a thousand images a transaction: note which images there are,
 * strike out those the host has, and forget what is left. Because the first step is over before the second begins, an image
 * registered meanwhile, or whose registration commits meanwhile, is never among those forgotten.
 *
 * <p>Memory: two bits for every image number up to the tenant's highest, and 8 bytes for every id of the host that is not in
 * the catalogue. A list of 3 million images takes a megabyte when they are known, and 25 when none is.
 */
final class Reconciliation {

    private static final int CHUNK = 1_000;

    private final Tenant tenant;
    private final ImageStore images;
    private final BitSet present = new BitSet();
    private final BitSet claimed = new BitSet();
    private final ImageIdTally orphans = new ImageIdTally(ReconcileReport.MAX_LISTED);
    private final ImageIdTally missing = new ImageIdTally(ReconcileReport.MAX_LISTED);

    Reconciliation(Tenant tenant, ImageStore images) {
        this.tenant = tenant;
        this.images = images;
    }

    ReconcileReport run(Iterator<ImageId> hostImages, boolean dryRun) {
        note();
        while (hostImages.hasNext()) {
            Set<ImageId> chunk = new LinkedHashSet<>();
            for (int i = 0; i < CHUNK && hostImages.hasNext(); i++) {
                chunk.add(hostImages.next());
            }
            strike(chunk);
        }
        long known = claimed.cardinality();
        present.andNot(claimed);
        long removed = 0;
        for (int next = present.nextSetBit(0); next >= 0; ) {
            List<Integer> chunk = new ArrayList<>();
            for (; next >= 0 && chunk.size() < CHUNK; next = present.nextSetBit(next + 1)) {
                chunk.add(next);
            }
            removed += forget(chunk, dryRun);
        }
        return new ReconcileReport(known, orphans.count(), orphans.first(), missing.count(), missing.first(), removed);
    }

    private void note() {
        int last = tenant.call(images::lastNumber);
        int after = 0;
        while (after < last) {
            int behind = after;
            List<Numbered> page = tenant.call(number -> images.idsAfter(number, behind, CHUNK));
            page.forEach(image -> present.set(image.number()));
            after = page.size() < CHUNK ? last : page.get(page.size() - 1).number();
        }
    }

    private void strike(Set<ImageId> chunk) {
        List<Stored> found = tenant.call(number -> images.find(number, chunk));
        Set<ImageId> unknown = new HashSet<>(chunk);
        for (Stored stored : found) {
            claimed.set(stored.number());
            unknown.remove(stored.image().id());
        }
        unknown.forEach(missing::add);
    }

    /** An id that has been given to another image since, under another number, is left alone. */
    private int forget(List<Integer> chunk, boolean dryRun) {
        record Forgotten(List<ImageId> ids, int removed) {}
        Forgotten forgotten = tenant.call(number -> {
            List<ImageId> ids = images.byNumber(chunk).values().stream()
                    .map(owned -> owned.image().id())
                    .toList();
            if (dryRun || ids.isEmpty()) {
                return new Forgotten(ids, 0);
            }
            Set<Integer> unclaimed = new HashSet<>(chunk);
            List<ImageId> locked = images.lock(number, ids).entrySet().stream()
                    .filter(image -> unclaimed.contains(image.getValue()))
                    .map(Map.Entry::getKey)
                    .toList();
            return new Forgotten(ids, locked.isEmpty() ? 0 : images.remove(number, locked));
        });
        forgotten.ids().forEach(orphans::add);
        return forgotten.removed();
    }
}
