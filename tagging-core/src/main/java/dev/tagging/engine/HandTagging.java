package dev.tagging.engine;

import dev.tagging.BulkResult;
import dev.tagging.BulkResult.Outcome;
import dev.tagging.ImageId;
import dev.tagging.TagName;
import dev.tagging.UnknownImageException;
import dev.tagging.UserId;
import dev.tagging.spi.persistence.AssertionStore.ImageAndTag;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What people change: every one of some tags on every one of some images. */
final class HandTagging {

    private final Tenant tenant;
    private final Kernel kernel;

    HandTagging(Tenant tenant, Kernel kernel) {
        this.tenant = tenant;
        this.kernel = kernel;
    }

    /** @throws UnknownImageException when the image is not registered */
    boolean changeOne(ImageId image, TagName tag, UserId user, Numbers numbers, Change change) {
        BulkResult result = changeAll(Set.of(image), Set.of(tag), user, numbers, change);
        if (!result.images(Outcome.UNKNOWN_IMAGE).isEmpty()) {
            throw new UnknownImageException(image);
        }
        return !result.images(Outcome.CHANGED).isEmpty();
    }

    BulkResult changeAll(
            Collection<ImageId> images, Collection<TagName> tags, UserId user, Numbers numbers, Change change) {
        Set<ImageId> wanted = new LinkedHashSet<>(images);
        Set<TagName> names = new LinkedHashSet<>(tags);
        return tenant.call(number -> {
            Map<ImageId, Integer> locked = kernel.database().images().lock(number, wanted);
            Set<Integer> changed = locked.isEmpty() || names.isEmpty()
                    ? Set.of()
                    : change(locked.values(), numbers.of(number, names).values(), user, change);
            return report(wanted, locked, changed);
        });
    }

    private static Set<Integer> change(
            Collection<Integer> images, Collection<Integer> tags, UserId user, Change change) {
        Set<ImageAndTag> pairs = new TreeSet<>();
        images.forEach(image -> tags.forEach(tag -> pairs.add(new ImageAndTag(image, tag))));
        return pairs.isEmpty()
                ? Set.of()
                : change.apply(pairs, user).stream().map(ImageAndTag::image).collect(Collectors.toSet());
    }

    private BulkResult report(Set<ImageId> wanted, Map<ImageId, Integer> locked, Set<Integer> changed) {
        Map<ImageId, Outcome> outcomes = new LinkedHashMap<>();
        for (ImageId image : wanted) {
            Integer imageNumber = locked.get(image);
            if (imageNumber == null) {
                outcomes.put(image, Outcome.UNKNOWN_IMAGE);
            } else if (changed.contains(imageNumber)) {
                outcomes.put(image, Outcome.CHANGED);
                kernel.events().tagsChanged(tenant.id(), image);
            } else {
                outcomes.put(image, Outcome.UNCHANGED);
            }
        }
        return new BulkResult(outcomes);
    }

    /** The numbers of tags of a tenant; those without one are left out. */
    @FunctionalInterface
    interface Numbers {
        Map<TagName, Integer> of(int tenant, Set<TagName> names);
    }

    /** Answers with the pairs for which anything changed. */
    @FunctionalInterface
    interface Change {
        Set<ImageAndTag> apply(Collection<ImageAndTag> pairs, UserId user);
    }
}
