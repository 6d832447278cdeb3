package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tagging.BulkResult;
import dev.tagging.BulkResult.Outcome;
import dev.tagging.ImageId;
import dev.tagging.ImageTag;
import dev.tagging.NewImage;
import dev.tagging.Page;
import dev.tagging.PageRequest;
import dev.tagging.RemovedTag;
import dev.tagging.Tag;
import dev.tagging.TagCategory;
import dev.tagging.TagExistsException;
import dev.tagging.TagName;
import dev.tagging.TagService;
import dev.tagging.Tagging;
import dev.tagging.TaggingListener;
import dev.tagging.TenantId;
import dev.tagging.UnknownImageException;
import dev.tagging.UnknownTagException;
import dev.tagging.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredTagsTest {

    private static final ImageId IMAGE = ImageId.of("42");
    private static final ImageId OTHER = ImageId.of("43");
    private static final ImageId UNKNOWN = ImageId.of("44");
    private static final UserId ANN = UserId.of("ann");
    private static final TagName BEACH = TagName.of("beach");
    private static final TagName VACATION = TagName.of("vacation");

    private final InMemoryPersistence database = new InMemoryPersistence();
    private final List<String> changed = new ArrayList<>();
    private final Tagging tagging = Tagging.builder()
            .persistence(database)
            .listener(new TaggingListener() {
                @Override
                public void onTagsChanged(TenantId tenant, ImageId image) {
                    changed.add(tenant + " " + image);
                }
            })
            .build();
    private final TagService tags = tagging.tags();

    @BeforeEach
    void register() {
        tagging.catalog().register(NewImage.of(IMAGE, "one.jpg"));
        tagging.catalog().register(NewImage.of(OTHER, "two.jpg"));
    }

    @Test
    void adding_changes_something_once() {
        assertThat(tags.add(IMAGE, BEACH, ANN)).isTrue();
        assertThat(tags.add(IMAGE, BEACH, ANN)).isFalse();

        assertThat(tags.tagsOf(IMAGE)).extracting(ImageTag::name).containsExactly(BEACH);
        assertThat(changed).containsExactly("default 42");
    }

    @Test
    void a_new_tag_takes_its_category_from_the_vocabulary() {
        tags.add(IMAGE, "red", ANN);
        tags.add(IMAGE, "qwertz", ANN);

        assertThat(tags.tagsOf(IMAGE))
                .extracting(ImageTag::category)
                .containsExactlyInAnyOrder(TagCategory.COLOR, null);
    }

    @Test
    void an_image_nobody_registered_cannot_be_tagged_and_makes_no_tag() {
        assertThatExceptionOfType(UnknownImageException.class).isThrownBy(() -> tags.add(UNKNOWN, BEACH, ANN));
        assertThatExceptionOfType(UnknownImageException.class).isThrownBy(() -> tags.remove(UNKNOWN, BEACH, ANN));
        assertThatExceptionOfType(UnknownImageException.class).isThrownBy(() -> tags.restore(UNKNOWN, BEACH, ANN));

        assertThat(tags.find(BEACH)).isEmpty();
    }

    @Test
    void a_tag_comes_and_goes_and_comes_back() {
        tags.add(IMAGE, BEACH, ANN);

        assertThat(tags.remove(IMAGE, BEACH, ANN)).isTrue();
        assertThat(tags.remove(IMAGE, BEACH, ANN)).isFalse();
        assertThat(tags.removedFrom(IMAGE)).extracting(RemovedTag::name).containsExactly(BEACH);
        assertThat(tags.restore(IMAGE, BEACH, ANN)).isTrue();
        assertThat(tags.restore(IMAGE, BEACH, ANN)).isFalse();

        assertThat(tags.tagsOf(IMAGE)).hasSize(1);
        assertThat(changed).hasSize(3);
    }

    @Test
    void removing_what_nobody_said_changes_nothing_and_makes_no_tag() {
        assertThat(tags.remove(IMAGE, BEACH, ANN)).isFalse();

        assertThat(tags.find(BEACH)).isEmpty();
    }

    @Test
    void bulk_changes_report_every_image_in_the_order_asked() {
        tags.add(OTHER, BEACH, ANN);

        BulkResult result = tags.addAll(List.of(UNKNOWN, OTHER, IMAGE, OTHER), List.of(BEACH), ANN);

        assertThat(result.outcomes())
                .containsExactly(
                        Map.entry(UNKNOWN, Outcome.UNKNOWN_IMAGE),
                        Map.entry(OTHER, Outcome.UNCHANGED),
                        Map.entry(IMAGE, Outcome.CHANGED));
        assertThat(tags.removeAll(List.of(IMAGE, OTHER), List.of(BEACH, VACATION), ANN)
                        .images(Outcome.CHANGED))
                .containsExactly(IMAGE, OTHER);
    }

    @Test
    void no_tags_change_nothing() {
        assertThat(tags.addAll(List.of(IMAGE), List.of(), ANN).images(Outcome.UNCHANGED))
                .containsExactly(IMAGE);
        assertThat(tags.addAll(List.of(), List.of(BEACH), ANN).outcomes()).isEmpty();
    }

    @Test
    void listeners_hear_nothing_of_what_is_rolled_back() {
        Supplier<Boolean> fails = () -> {
            tags.add(IMAGE, BEACH, ANN);
            throw new IllegalStateException("the host changes its mind");
        };

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> database.inHostTransaction(true, fails));

        assertThat(changed).isEmpty();
        assertThat(tags.tagsOf(IMAGE)).isEmpty();
    }

    @Test
    void listeners_hear_of_a_hosts_transaction_when_its_commit_is_seen() {
        database.inHostTransaction(true, () -> {
            tags.add(IMAGE, BEACH, ANN);
            assertThat(changed).isEmpty();
            return true;
        });
        database.inHostTransaction(false, () -> tags.add(OTHER, BEACH, ANN));

        assertThat(changed).containsExactly("default 42");
    }

    @Test
    void tags_of_many_images_come_with_an_entry_for_each_in_the_order_asked() {
        tags.add(IMAGE, BEACH, ANN);

        assertThat(tags.tagsOf(List.of(UNKNOWN, IMAGE, OTHER, IMAGE)).keySet()).containsExactly(UNKNOWN, IMAGE, OTHER);
        assertThat(tags.tagsOf(List.of(UNKNOWN, IMAGE))).containsEntry(UNKNOWN, List.of());
        assertThat(tags.tagsOf(List.of())).isEmpty();
    }

    @Test
    void asking_for_a_tag_makes_it() {
        assertThat(tags.getOrCreate(BEACH))
                .isEqualTo(tags.getOrCreate(BEACH))
                .isEqualTo(tags.find(BEACH).get());
    }

    @Test
    void all_tags_can_be_paged_through_by_name() {
        for (String name : List.of("pear", "apple", "fig")) {
            tags.getOrCreate(TagName.of(name));
        }

        Page<Tag> first = tags.list(PageRequest.first(2));
        Page<Tag> second = tags.list(PageRequest.first(2).after(Objects.requireNonNull(first.next())));

        assertThat(first.items()).extracting(Tag::name).containsExactly(TagName.of("apple"), TagName.of("fig"));
        assertThat(second.items()).extracting(Tag::name).containsExactly(TagName.of("pear"));
        assertThat(second.next()).isNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tags.list(PageRequest.first(2).after("apple")))
                .withMessageStartingWith("this is no cursor of a list of tags");
    }

    @Test
    void what_is_being_typed_is_completed() {
        tags.add(IMAGE, "golden retriever", ANN);
        tags.add(IMAGE, "gold", ANN);
        tags.add(OTHER, "gold", ANN);

        assertThat(tags.suggest("G", 10))
                .extracting(tag -> tag.name().value())
                .containsExactly("gold", "golden retriever");
        assertThat(tags.suggest("golden ", 10)).hasSize(1);
        assertThat(tags.suggest("  ", 10)).hasSize(2);
        assertThat(tags.suggest("%", 10)).isEmpty();
        assertThat(tags.suggest("g", 1)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1_001})
    void limits_go_from_1_to_1000(int limit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tags.popular(limit))
                .withMessage("limit is 1 to 1,000, not " + limit);
        assertThatIllegalArgumentException().isThrownBy(() -> tags.suggest("b", limit));
    }

    @Test
    void a_tag_takes_another_name_that_is_free() {
        tags.add(IMAGE, BEACH, ANN);
        tags.getOrCreate(VACATION);

        assertThat(tags.rename(BEACH, TagName.of("shore"))).isOne();
        assertThat(tags.rename(TagName.of("shore"), TagName.of("shore"))).isOne();
        assertThat(tags.tagsOf(IMAGE)).extracting(ImageTag::name).containsExactly(TagName.of("shore"));
        assertThatExceptionOfType(TagExistsException.class)
                .isThrownBy(() -> tags.rename(TagName.of("shore"), VACATION));
        assertThatExceptionOfType(UnknownTagException.class).isThrownBy(() -> tags.rename(BEACH, VACATION));
    }

    @Test
    void merging_needs_two_tags_that_exist() {
        tags.getOrCreate(BEACH);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> tags.merge(BEACH, BEACH))
                .withMessage("a tag cannot be merged into itself: beach");
        assertThatExceptionOfType(UnknownTagException.class).isThrownBy(() -> tags.merge(BEACH, VACATION));
        assertThatExceptionOfType(UnknownTagException.class).isThrownBy(() -> tags.merge(VACATION, BEACH));
    }
}
