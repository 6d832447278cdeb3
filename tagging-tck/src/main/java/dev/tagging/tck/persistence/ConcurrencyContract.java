package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.BulkResult;
import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.Registration;
import dev.tagging.Tag;
import dev.tagging.TagName;
import dev.tagging.UnknownImageException;
import dev.tagging.UnknownTagException;
import dev.tagging.spi.AiTag;
import dev.tagging.tck.Crowd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Many threads, one call a transaction: nobody gets an error, nothing comes twice, and what is derived is right, which is
 * looked at after each test. Whatever is random is the same in every run.
 */
interface ConcurrencyContract {

    int THREADS = 64;

    @Test
    default void aCrowdThatAddsOneTagToOneImageAddsItOnce(Host host) {
        ImageId image = host.image();

        List<Boolean> added = Crowd.of(THREADS, thread -> host.tags().add(image, "beach", ANN));

        assertThat(added).containsOnlyOnce(true);
        assertThat(host.shown(image)).containsExactly("beach");
        assertThat(host.usage("beach")).isEqualTo(1);
    }

    @Test
    default void aCrowdThatAddsManyTagsToOneImageAddsThemAll(Host host) {
        ImageId image = host.image();

        Crowd.of(THREADS, thread -> host.tags().add(image, "tag %02d".formatted(thread), ANN));

        assertThat(host.shown(image)).hasSize(THREADS).doesNotHaveDuplicates();
    }

    @Test
    default void aCrowdThatAddsOneTagToManyImagesAddsItEverywhere(Host host) {
        List<ImageId> images = host.images(THREADS);

        List<Boolean> added = Crowd.of(THREADS, thread -> host.tags().add(images.get(thread), "beach", ANN));

        assertThat(added).containsOnly(true);
        assertThat(host.usage("beach")).isEqualTo(THREADS);
        assertThat(host.find("beach")).hasSize(THREADS);
    }

    @Test
    default void aCrowdThatDoesEverythingAtOnceLeavesEverythingRight(Host host) {
        List<ImageId> images = host.images(8);
        List<String> names = IntStream.range(0, 8).mapToObj(i -> "tag " + i).toList();

        images.forEach(image -> host.provider().answer(image, "model-a", AiTag.of("tag 1", 95), AiTag.of("tag 2", 75)));

        Crowd.of(THREADS, thread -> {
            Random random = new Random(thread);
            for (int call = 0; call < 8; call++) {
                ImageId image = images.get(random.nextInt(images.size()));
                int number = random.nextInt(names.size());
                TagName name = tag(names.get(number));
                try {
                    switch (random.nextInt(10)) {
                        case 0, 1 -> host.tags().remove(image, name, ANN);
                        case 2, 3 -> host.tags().restore(image, name, ANN);
                        case 4 -> host.ai().tagNow(image, host.pipeline(), ANN);
                        case 5 -> {
                            // not often: it waits for everybody
                            if (thread % 8 == 0) {
                                host.tags().merge(name, tag(names.get((number + 1) % names.size())));
                            }
                        }
                        case 6 -> host.catalog().remove(image);
                        case 7 -> host.catalog().register(NewImage.of(image, "beach.jpg"));
                        default -> host.tags().add(image, name, ANN);
                    }
                } catch (UnknownImageException gone) {
                    assertThat(gone.image()).isEqualTo(image);
                } catch (UnknownTagException gone) {
                    assertThat(names).contains(gone.tag().value());
                }
            }
            return true;
        });

        host.tag(host.image(), "tag 1");
        assertThat(host.usage("tag 1")).isPositive();
    }

    @Test
    default void aCrowdThatMakesTheSameTagsMakesEachOnce(Host host) {
        List<List<Tag>> made = Crowd.of(THREADS, thread -> {
            List<String> names = new ArrayList<>(
                    IntStream.range(0, 20).mapToObj(i -> "tag " + i).toList());
            Collections.shuffle(names, new Random(thread));
            return names.stream()
                    .map(name -> host.tags().getOrCreate(tag(name)))
                    .toList();
        });

        assertThat(made.stream().flatMap(List::stream).distinct()).hasSize(20);
        assertThat(host.sql()
                        .number(
                                "select count(*) from tagging.tag_v1 where tenant_id = ?",
                                host.tenant().value()))
                .isEqualTo(20);
    }

    @Test
    default void aCrowdThatRegistersTheSameImageRegistersItOnce(Host host) {
        NewImage image = NewImage.of(host.newId(), "beach.jpg");

        List<Registration> outcomes = Crowd.of(THREADS, thread -> host.catalog().register(image));

        assertThat(outcomes).containsOnlyOnce(Registration.CREATED).doesNotContain(Registration.UPDATED);
        assertThat(host.find("beach")).containsExactly(image.id());
        assertThat(host.ai().status(image.id())).hasSize(1);
    }

    @Test
    default void importsOfTheSameImagesInAnyOrderDoNotBlockOneAnother(Host host) {
        List<NewImage> images = IntStream.range(0, 50)
                .mapToObj(i -> NewImage.of(host.newId(), "beach.jpg"))
                .toList();

        List<Long> created = Crowd.of(8, thread -> {
            List<NewImage> shuffled = new ArrayList<>(images);
            Collections.shuffle(shuffled, new Random(thread));
            return host.catalog()
                    .registerAll(shuffled.iterator(), ImportOptions.defaults().withBatchSize(20))
                    .created();
        });

        assertThat(created.stream().mapToLong(each -> each).sum()).isEqualTo(50);
        assertThat(host.find("beach")).hasSize(50);
    }

    @Test
    default void bulkChangesInAnyOrderDoNotBlockOneAnother(Host host) {
        List<ImageId> images = host.images(20);
        List<TagName> names =
                IntStream.range(0, 10).mapToObj(i -> tag("tag " + i)).toList();

        List<BulkResult> results = Crowd.of(16, thread -> {
            List<ImageId> someImages = new ArrayList<>(images);
            List<TagName> someNames = new ArrayList<>(names);
            Collections.shuffle(someImages, new Random(thread));
            Collections.shuffle(someNames, new Random(thread));
            return thread % 4 == 3
                    ? host.tags().removeAll(someImages.subList(0, 10), someNames.subList(0, 5), ANN)
                    : host.tags().addAll(someImages.subList(0, 10), someNames.subList(0, 5), ANN);
        });

        assertThat(results).allSatisfy(result -> assertThat(result.outcomes()).hasSize(10));
    }

    @Test
    default void peopleAndModelsMaySpeakAtTheSameTime(Host host) {
        List<ImageId> images = host.images(4);
        images.forEach(image -> host.provider().answer(image, "model-a", AiTag.of("beach", 95), AiTag.of("lake", 75)));

        Crowd.of(32, thread -> {
            ImageId image = images.get(thread % 4);
            return switch (thread / 8) {
                case 0 -> host.ai().tagNow(image, host.pipeline(), ANN).size();
                case 1 -> host.tags().add(image, "beach", ANN) ? 1 : 0;
                case 2 -> host.tags().remove(image, "lake", ANN) ? 1 : 0;
                default -> host.tags().add(image, "pond", ANN) ? 1 : 0;
            };
        });

        assertThat(images).allSatisfy(image -> assertThat(host.shown(image)).contains("beach", "pond"));
    }

    @Test
    default void countsAreRightWhenTheyAreFoldedMeanwhile(Host host) {
        List<ImageId> images = host.images(16);

        Crowd.of(32, thread -> {
            for (int round = 0; round < 4; round++) {
                if (thread % 4 == 0) {
                    host.fold();
                } else {
                    ImageId image = images.get((thread + round) % images.size());
                    host.tags().add(image, "beach", ANN);
                    host.tags().remove(image, "beach", ANN);
                    host.tags().add(image, "tag " + thread, ANN);
                }
            }
            return true;
        });
        host.fold();

        assertThat(host.sql()
                        .number(
                                "select sum(usage_count) from tagging.tags t join tagging.tenants n using (tenant_no) where n.tenant_id = ?",
                                host.tenant().value()))
                .isEqualTo(host.sql()
                        .number(
                                "select count(*) from tagging.image_tag_v1 where tenant_id = ?",
                                host.tenant().value()));
    }

    @Test
    default void imagesMayBeForgottenWhileTheyAreTagged(Host host) {
        List<ImageId> images = host.images(8);
        AtomicInteger removed = new AtomicInteger();

        Crowd.of(32, thread -> {
            ImageId image = images.get(thread % images.size());
            if (thread / 8 == 3) {
                removed.addAndGet(host.catalog().remove(image) ? 1 : 0);
            } else {
                try {
                    host.tags().add(image, "tag " + thread / 8, ANN);
                } catch (UnknownImageException gone) {
                    assertThat(gone.image()).isEqualTo(image);
                }
            }
            return true;
        });

        assertThat(removed).hasValue(images.size());
        assertThat(host.tags().popular(10)).isEmpty();
    }

    @Test
    default void tagsMayBeMergedAndRenamedWhileTheyAreUsed(Host host) {
        List<ImageId> images = host.images(32);

        Crowd.of(32, thread -> {
            if (thread % 8 == 0) {
                try {
                    if (thread % 16 == 0) {
                        host.tags().merge(tag("shore"), tag("coast"));
                    } else {
                        host.tags().rename(tag("coast"), tag("seaside " + thread));
                    }
                } catch (UnknownTagException early) {
                    assertThat(early.tag()).isIn(tag("shore"), tag("coast"));
                }
            } else {
                host.tags().add(images.get(thread), "shore", ANN);
                host.tags().add(images.get(thread), "coast", ANN);
            }
            return true;
        });

        assertThat(images.stream().filter(image -> !host.shown(image).isEmpty()))
                .hasSize(28);
    }

    @Test
    default void hostsMayHaveManyTransactionsAtOnce(Host host) {
        List<ImageId> images = host.images(4);

        Crowd.of(THREADS, thread -> {
            host.adapter()
                    .inHostTransaction(transaction ->
                            transaction.join(() -> host.tag(images.get(thread % images.size()), "tag " + thread % 7)));
            return true;
        });

        assertThat(host.tags().popular(100)).hasSize(7).allSatisfy(used -> assertThat(used.usageCount())
                .isEqualTo(4));
    }
}
