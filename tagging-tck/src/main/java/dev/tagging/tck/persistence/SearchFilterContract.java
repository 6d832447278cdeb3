package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.BEN;
import static dev.tagging.tck.persistence.Host.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tagging.HostFilter;
import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.SearchRequest;
import dev.tagging.Shape;
import dev.tagging.TagCategory;
import dev.tagging.TagSource;
import dev.tagging.TaggingPersistenceException;
import dev.tagging.UserId;
import dev.tagging.spi.AiTag;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Conditions beside the text. */
interface SearchFilterContract {

    @Test
    default void byOwner(Host host) {
        ImageId anns = register(host, image -> image.ownedBy(ANN));
        register(host, image -> image.ownedBy(BEN));
        register(host, image -> image);

        assertThat(host.find(SearchRequest.of("photo").ownedBy(ANN))).containsExactly(anns);
        assertThat(host.find(SearchRequest.of("").ownedBy(UserId.of("ANN")))).isEmpty();
        assertThat(host.search().search(SearchRequest.of("").ownedBy(ANN)).total())
                .isEqualTo(1);
    }

    @Test
    default void byDate(Host host) {
        Instant midnight = Instant.parse("2025-01-01T00:00:00Z");
        ImageId before = register(host, image -> image.createdAt(midnight.minusNanos(1_000)));
        ImageId at = register(host, image -> image.createdAt(midnight));
        ImageId after = register(host, image -> image.createdAt(midnight.plusSeconds(60)));

        assertThat(host.find(SearchRequest.of("").createdFrom(midnight))).containsExactly(after, at);
        assertThat(host.find(SearchRequest.of("").createdBefore(midnight))).containsExactly(before);
        assertThat(host.find(SearchRequest.of("").createdFrom(midnight).createdBefore(midnight.plusSeconds(60))))
                .containsExactly(at);
    }

    @Test
    default void byTypeOrFamilyOfTypes(Host host) {
        ImageId jpeg = register(host, image -> image.withContentType("image/jpeg"));
        ImageId png = register(host, image -> image.withContentType("image/PNG"));
        ImageId video = register(host, image -> image.withContentType("video/mp4"));
        register(host, image -> image);

        assertThat(host.find(SearchRequest.of("").contentType("IMAGE/jpeg"))).containsExactly(jpeg);
        assertThat(host.find(SearchRequest.of("").contentType("image/png"))).containsExactly(png);
        assertThat(host.find(SearchRequest.of("").contentType("image/*"))).containsExactly(png, jpeg);
        assertThat(host.find(SearchRequest.of("").contentType("video/*"))).containsExactly(video);
        for (String nothing : new String[] {"image", "image/", "image/%", "image/_peg", "%", "ima*", "image\\/jpeg"}) {
            assertThat(host.find(SearchRequest.of("").contentType(nothing)))
                    .as(nothing)
                    .isEmpty();
        }
    }

    @Test
    default void byShape(Host host) {
        ImageId wide = register(host, image -> image.withSize(3, 2));
        ImageId high = register(host, image -> image.withSize(2, 3));
        ImageId square = register(host, image -> image.withSize(2, 2));
        ImageId later = register(host, image -> image);
        host.catalog().resize(later, 10, 5);
        register(host, image -> image);

        assertThat(host.find(SearchRequest.of("").shape(Shape.LANDSCAPE))).containsExactly(later, wide);
        assertThat(host.find(SearchRequest.of("").shape(Shape.PORTRAIT))).containsExactly(high);
        assertThat(host.find(SearchRequest.of("").shape(Shape.SQUARE))).containsExactly(square);
    }

    @Test
    default void byTags(Host host) {
        ImageId both = host.imageTagged("beach", "sunset");
        ImageId beach = host.imageTagged("beach");
        ImageId house = host.imageTagged("beach house");
        ImageId unsure = host.image();
        host.aiSays(unsure, AiTag.of("beach", 60));

        assertThat(host.find(SearchRequest.of("").taggedAll(tag("beach")))).containsExactly(beach, both);
        assertThat(host.find(SearchRequest.of("").taggedAll(tag("beach"), tag("sunset"))))
                .containsExactly(both);
        assertThat(host.find(SearchRequest.of("").taggedAll(tag("beach"), tag("nowhere"))))
                .isEmpty();
        assertThat(host.find(SearchRequest.of("").taggedAny(tag("beach house"), tag("sunset"), tag("nowhere"))))
                .containsExactly(house, both);
        assertThat(host.find(SearchRequest.of("").taggedAny())).hasSize(4);
        assertThat(host.find(SearchRequest.of("").taggedNone(tag("beach"), tag("nowhere"))))
                .containsExactly(unsure, house);
        assertThat(host.find(SearchRequest.of("").taggedAll(tag("beach")).taggedNone(tag("sunset"))))
                .containsExactly(beach);
    }

    @Test
    default void byCategoryAndSource(Host host) {
        ImageId person = host.imageTagged("red", "qwertz");
        ImageId model = host.image();
        host.aiSays(model, AiTag.of("red", 95), AiTag.of("asdfg", TagCategory.of("material"), 95));

        assertThat(host.find(SearchRequest.of("").category(TagCategory.COLOR))).containsExactly(model, person);
        assertThat(host.find(SearchRequest.of("").category(TagCategory.of("material"))))
                .containsExactly(model);
        assertThat(host.find(SearchRequest.of("").source(TagSource.USER))).containsExactly(person);
        assertThat(host.find(SearchRequest.of("").source(TagSource.AI))).containsExactly(model);
    }

    @Test
    default void allConditionsHoldTogether(Host host) {
        ImageId wanted =
                register(host, image -> image.ownedBy(ANN).withSize(3, 2).withContentType("image/png"));
        host.tag(wanted, "beach");
        register(host, image -> image.ownedBy(ANN).withSize(3, 2).withContentType("image/png"));
        host.tag(register(host, image -> image.ownedBy(BEN).withSize(3, 2).withContentType("image/png")), "beach");
        host.tag(register(host, image -> image.ownedBy(ANN).withSize(2, 3).withContentType("image/png")), "beach");

        assertThat(host.find(SearchRequest.of("photo OR lake")
                        .ownedBy(ANN)
                        .shape(Shape.LANDSCAPE)
                        .contentType("image/*")
                        .taggedAll(tag("beach"))
                        .source(TagSource.USER)))
                .containsExactly(wanted);
    }

    @Test
    default void byATableOfTheHosts(Host host) {
        String table = host.unique("photo_of_host");
        ImageId cheap = host.image("beach.jpg");
        ImageId dear = host.image("beach.jpg");
        host.image("beach.jpg");
        host.sql().update("create table " + table + " (id bigint primary key, price numeric)");
        host.sql()
                .update(
                        "insert into " + table + " values (?, 10), (?, 100)",
                        Long.valueOf(cheap.value()),
                        Long.valueOf(dear.value()));
        String joined = "exists (select from " + table + " p where p.id = image_id_long and p.price < ?)";

        assertThat(host.find(SearchRequest.of("beach").where(HostFilter.sql(joined, 50))))
                .containsExactly(cheap);
        assertThat(host.find(SearchRequest.of("beach").where(HostFilter.sql(joined, 500))))
                .containsExactly(dear, cheap);
        assertThat(host.find(SearchRequest.of("-lake")
                        .where(HostFilter.sql(joined, 500))
                        .where(HostFilter.sql("not " + joined, 50))))
                .containsExactly(dear);
    }

    @Test
    default void byEveryColumnOfTheViewAndEveryKindOfValue(Host host) {
        UUID uuid = UUID.fromString("1b4e28ba-2fa1-11d2-883f-0016d3cca427");
        host.catalog()
                .register(NewImage.of(ImageId.of(uuid), "beach.jpg")
                        .ownedBy(ANN)
                        .withSize(30, 20)
                        .createdAt(Instant.parse("2025-01-01T00:00:00Z")));
        host.image("lake.jpg");

        for (HostFilter filter : new HostFilter[] {
            HostFilter.sql("image_id_uuid = ?", uuid),
            HostFilter.sql("created_at < ?", Instant.parse("2025-06-01T00:00:00Z")),
            HostFilter.sql("owner_id = ? and width > ?", "ann", 29),
            HostFilter.sql("(width = 30) = ? and filename like ?", true, "b%"),
            HostFilter.sql("height * 1.5 = ?", 30.0),
            HostFilter.sql("height = ?", 20L),
            HostFilter.sql("filename <> 'what?' and owner_id is not null"),
            HostFilter.sql("'{\"a\": 1}'::jsonb ?? 'a' and owner_id = ?", "ann")
        }) {
            assertThat(host.find(SearchRequest.of("").where(filter)))
                    .as(filter.toString())
                    .containsExactly(ImageId.of(uuid));
        }
    }

    @Test
    default void valuesAreBoundAndAlternativesKeptTogether(Host host) {
        register(host, image -> image.ownedBy(BEN));

        assertThat(host.find(SearchRequest.of("").where(HostFilter.sql("owner_id = ?", "ben' or '1'='1"))))
                .isEmpty();
        assertThat(host.find(SearchRequest.of("").ownedBy(ANN).where(HostFilter.sql("false or true"))))
                .isEmpty();
    }

    @Test
    default void aConditionNeedsAsManyValuesAsPlaceholders(Host host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host.find(SearchRequest.of("").where(HostFilter.sql("owner_id = ?"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> host.find(SearchRequest.of("").where(HostFilter.sql("true", 1))));
    }

    @Test
    default void aConditionThatIsNoSqlFailsOnceAndNothingElse(Host host) {
        ImageId image = host.image("beach.jpg");

        assertThatExceptionOfType(TaggingPersistenceException.class)
                .isThrownBy(() -> host.find(SearchRequest.of("beach").where(HostFilter.sql("no such column"))))
                .satisfies(error -> assertThat(error.isTransient()).isFalse());

        assertThat(host.find("beach")).containsExactly(image);
    }

    private static ImageId register(Host host, UnaryOperator<NewImage> details) {
        ImageId id = host.newId();
        host.catalog().register(details.apply(NewImage.of(id, "photo.raw")));
        return id;
    }
}
