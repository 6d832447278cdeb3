package dev.tagging.tck.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.spi.AiTag;
import dev.tagging.tck.Crowd;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Statements of the host's own, on the tables and through the public views. What is derived follows by itself, which is
 * looked at after each test.
 */
interface PlainSqlContract {

    String SAY =
            "insert into tagging.image_tags (image_no, tag_no, source_no, band, created_by) values (?, ?, 0, 1, 'sql')";

    String FOREIGN_KEY_VIOLATION = "23503";

    String SERIALIZATION_FAILURE = "40001";

    @Test
    default void whatSqlAddsIsFoundInTheNextStatement(Host host) {
        host.imageTagged("beach");
        ImageId image = host.image();

        host.sql().update(SAY, host.number(image), host.number("beach"));

        assertThat(host.find("beach")).contains(image);
        assertThat(host.find("tag:beach source:user")).contains(image);
        assertThat(host.shown(image)).containsExactly("beach");
        assertThat(host.usage("beach")).isEqualTo(2);
    }

    @Test
    default void whatSqlDeletesIsGoneInTheNextStatement(Host host) {
        ImageId image = host.imageTagged("beach", "lake");

        host.sql()
                .update(
                        "delete from tagging.image_tags where image_no = ? and tag_no = ?",
                        host.number(image),
                        host.number("beach"));

        assertThat(host.find("beach")).isEmpty();
        assertThat(host.find("lake")).containsExactly(image);
        assertThat(host.shown(image)).containsExactly("lake");
        assertThat(host.usage("beach")).isZero();
    }

    @Test
    default void removalsBySqlHideAndTheirEndShowsAgain(Host host) {
        ImageId image = host.imageTagged("beach");

        host.sql()
                .update(
                        "insert into tagging.tag_removals (image_no, tag_no, removed_by) values (?, ?, 'sql')",
                        host.number(image),
                        host.number("beach"));
        List<ImageId> whileRemoved = host.find("beach");
        long usedWhileRemoved = host.usage("beach");
        host.sql().update("delete from tagging.tag_removals where image_no = ?", host.number(image));

        assertThat(whileRemoved).isEmpty();
        assertThat(usedWhileRemoved).isZero();
        assertThat(host.find("beach")).containsExactly(image);
        assertThat(host.usage("beach")).isEqualTo(1);
    }

    @Test
    default void changesBySqlAreFollowed(Host host) {
        ImageId image = host.image();
        host.aiSays(image, AiTag.of("beach", 95), AiTag.of("lake", 60));

        host.sql().update("update tagging.image_tags set band = 4 - band where image_no = ?", host.number(image));

        assertThat(host.find("beach")).isEmpty();
        assertThat(host.find("lake")).containsExactly(image);
        assertThat(host.usage("lake")).isEqualTo(1);
    }

    @Test
    default void oneStatementMayTouchManyImages(Host host) {
        List<ImageId> images = host.images(50);
        host.imageTagged("beach", "lake");
        int beach = host.number("beach");
        int lake = host.number("lake");

        host.sql()
                .update(
                        """
                        insert into tagging.image_tags (image_no, tag_no, source_no, band, created_by)
                        select i.image_no, t.tag_no, 0, 1, 'sql'
                        from tagging.image_v1 i, tagging.tag_v1 t
                        where i.tenant_id = ? and t.tag_no in (?, ?)
                        on conflict do nothing
                        """,
                        host.tenant().value(),
                        beach,
                        lake);
        host.sql()
                .update(
                        "delete from tagging.image_tags where tag_no = ? and image_no <> ?",
                        beach,
                        host.number(images.get(7)));

        assertThat(host.find("lake")).hasSize(51);
        assertThat(host.find("beach")).containsExactly(images.get(7));
        assertThat(host.usage("lake")).isEqualTo(51);
        assertThat(host.usage("beach")).isEqualTo(1);
    }

    @Test
    default void aTagRenamedBySqlIsFoundByItsNewName(Host host) {
        ImageId image = host.imageTagged("beach");

        host.sql().update("update tagging.tags set name = 'shore' where tag_no = ?", host.number("beach"));

        assertThat(host.find("shore")).containsExactly(image);
        assertThat(host.find("beach")).isEmpty();
    }

    @Test
    default void imagesDeletedBySqlLeaveNothing(Host host) {
        ImageId image = host.image("sea.jpg");
        host.tag(image, "beach");
        ImageId other = host.imageTagged("beach");

        host.sql().update("delete from tagging.images where image_no = ?", host.number(image));

        assertThat(host.find("beach OR sea")).containsExactly(other);
        assertThat(host.usage("beach")).isEqualTo(1);
    }

    @Test
    default void sqlCannotTagImagesThatAreNotThere(Host host) {
        ImageId image = host.imageTagged("beach");
        ImageId gone = host.image();
        int number = host.number(gone);
        host.catalog().remove(gone);

        assertThat(host.sql().failure(SAY, number, host.number("beach"))).contains(FOREIGN_KEY_VIOLATION);
        assertThat(host.sql()
                        .failure(
                                "update tagging.image_tags set image_no = ? where image_no = ?",
                                number,
                                host.number(image)))
                .contains(FOREIGN_KEY_VIOLATION);

        assertThat(host.shown(image)).containsExactly("beach");
        assertThat(host.usage("beach")).isEqualTo(1);
    }

    @Test
    default void imagesThatAreDeletedWhileTheyAreTaggedLeaveNothing(Host host) {
        List<ImageId> images = host.images(32);
        host.imageTagged("beach");
        int beach = host.number("beach");
        List<Integer> numbers = images.stream().map(host::number).toList();

        List<Optional<String>> failures = Crowd.of(64, thread -> {
            int number = numbers.get(thread / 2);
            return thread % 2 == 0
                    ? host.sql().failure(SAY, number, beach)
                    : host.sql().failure("delete from tagging.images where image_no = ?", number);
        });

        assertThat(failures.stream().flatMap(Optional::stream)).allMatch(FOREIGN_KEY_VIOLATION::equals);
        assertThat(host.usage("beach")).isEqualTo(1);
    }

    @Test
    default void aTagMergedBehindAnOldSnapshotCannotBeSaid(Host host) {
        ImageId image = host.imageTagged("shore", "beach");
        int other = host.number(host.image());
        int shore = host.number("shore");

        String state = host.sql().rolledBack(connection -> {
            Sql.update(connection, "set transaction isolation level repeatable read");
            Sql.number(connection, "select count(*) from tagging.tags");
            host.tags().merge(Host.tag("shore"), Host.tag("beach"));
            try {
                Sql.update(connection, SAY, other, shore);
                return "said";
            } catch (SQLException e) {
                return e.getSQLState();
            }
        });

        assertThat(state).isEqualTo(SERIALIZATION_FAILURE);
        assertThat(host.shown(image)).containsExactly("beach");
    }

    @Test
    default void whatAnImageDeletedWithAnOldSnapshotLeavesIsInNobodysWay(Host host) {
        // nothing that is searched for changes when a person says it too, as people say one tag and models another
        // already
        ImageId image = host.imageTagged("lake");
        host.aiSays(image, AiTag.of("beach", 95), AiTag.of("pond", 95));
        host.imageTagged("beach", "shore");
        int number = host.number(image);

        host.sql().rolledBack(connection -> {
            Sql.update(connection, "set transaction isolation level repeatable read");
            Sql.number(connection, "select count(*) from tagging.tags");
            host.tag(image, "beach");
            Sql.update(connection, "delete from tagging.images where image_no = ?", number);
            connection.commit();
            return true;
        });
        host.tags().merge(Host.tag("beach"), Host.tag("shore"));

        assertThat(host.usage("shore")).isEqualTo(1);
        host.sql().number("select tagging.rebuild_search(?, ?)", number, number);
        assertThat(host.sql().number("select count(*) from tagging.image_tags where image_no = ?", number))
                .isZero();
    }

    @Test
    default void aTagRenamedBySqlWhileItIsSaidIsFoundByItsNewName(Host host) {
        List<ImageId> images = host.images(16);
        host.imageTagged("beach");
        int beach = host.number("beach");
        List<Integer> numbers = images.stream().map(host::number).toList();

        Crowd.of(
                32,
                thread -> thread % 2 == 0
                        ? host.sql().update(SAY, numbers.get(thread / 2), beach)
                        : host.sql()
                                .update("update tagging.tags set name = ? where tag_no = ?", "beach " + thread, beach));

        assertThat(host.find("beach")).hasSize(17);
    }

    @Test
    default void oneTransactionSeesItsOwnChanges(Host host) {
        ImageId image = host.imageTagged("beach");
        int number = host.number(image);

        long found = host.sql().rolledBack(connection -> {
            Sql.update(connection, "delete from tagging.image_tags where image_no = ?", number);
            return Sql.number(
                    connection,
                    "select count(*) from tagging.image_search where image_no = ? and vector @@ '1beach'::tsquery",
                    number);
        });

        assertThat(found).isZero();
        assertThat(host.find("beach")).containsExactly(image);
    }

    @Test
    default void theViewOfTagsOnImagesShowsWhatPeopleSee(Host host) {
        Host second = host.withPipeline("second");
        ImageId image = host.image();
        host.modelSays("model-a", image, AiTag.of("beach", 95), AiTag.of("lake", 75.5), AiTag.of("pond", 60));
        second.modelSays("model-b", image, AiTag.of("lake", 80.5), AiTag.of("beach", 99));
        host.tag(image, "beach", "sea");
        host.tags().remove(image, "sea", Host.ANN);

        assertThat(host.sql()
                        .rows(
                                """
                        select name, source, band, confidence, model, created_by, image_id
                        from tagging.image_tag_v1 where tenant_id = ? order by name
                        """,
                                host.tenant().value()))
                .containsExactly("beach|USER|HIGH|null|null|ann|" + image, "lake|AI|MEDIUM|80.5|model-b|null|" + image);
    }

    @Test
    default void theViewsTypeTheKeysOfTheHost(Host host) {
        List<String> ids = List.of(
                "42",
                "-7",
                "0",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "007",
                "+1",
                "-0",
                "1.5",
                "1B4E28BA-2FA1-11D2-883F-0016D3CCA427",
                "1b4e28ba2fa111d2883f0016d3cca427",
                "photo-1");
        ids.forEach(id -> host.catalog().register(NewImage.of(id, "0.raw")));

        assertThat(host.sql()
                        .rows(
                                "select image_id, image_id_long, image_id_uuid from tagging.image_v1 where tenant_id = ? order by image_no",
                                host.tenant().value()))
                .containsExactly(
                        "42|42|null",
                        "-7|-7|null",
                        "0|0|null",
                        "9223372036854775807|9223372036854775807|null",
                        "-9223372036854775808|-9223372036854775808|null",
                        "9223372036854775808|null|null",
                        "007|null|null",
                        "+1|null|null",
                        "-0|null|null",
                        "1.5|null|null",
                        "1B4E28BA-2FA1-11D2-883F-0016D3CCA427|null|1b4e28ba-2fa1-11d2-883f-0016d3cca427",
                        "1b4e28ba2fa111d2883f0016d3cca427|null|null",
                        "photo-1|null|null");
    }

    @Test
    default void theViewOfTagsCountsFoldedAndPendingUse(Host host) {
        host.imageTagged("qwertz", "red");
        host.fold();
        host.imageTagged("qwertz");

        assertThat(host.sql()
                        .rows(
                                "select name, category, usage_count from tagging.tag_v1 where tenant_id = ? order by name",
                                host.tenant().value()))
                .containsExactly("qwertz|null|2", "red|color|1");
    }
}
