package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static dev.tagging.tck.persistence.Host.tag;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.HostFilter;
import dev.tagging.ImageId;
import dev.tagging.ImportOptions;
import dev.tagging.NewImage;
import dev.tagging.SearchRequest;
import dev.tagging.TagExistsException;
import dev.tagging.TenantId;
import dev.tagging.UnknownImageException;
import dev.tagging.spi.AiTag;
import dev.tagging.tck.persistence.Adapter.HostWork;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The library inside transactions of the host's. */
interface HostTransactionContract {

    @Test
    default void aRollbackLeavesNothingWithASingleConnection(Host several) throws Exception {
        Host host = several.withOneConnection();
        ImageId known = host.imageTagged("beach", "lake");
        host.aiSays(known, AiTag.of("sea", 95));
        List<Long> before = rows(host);

        rollBack(
                host,
                transaction -> transaction.join(() -> {
                    ImageId image = host.image("beach.jpg");
                    host.tag(image, "beach", "brand new");
                    host.tags().remove(known, "lake", ANN);
                    host.tags().remove(known, "sea", ANN);
                    host.tags().restore(known, tag("sea"), ANN);
                    host.catalog().rename(known, "renamed.jpg");
                    host.catalog()
                            .registerAll(
                                    List.of(NewImage.of(host.newId(), "x.jpg")).iterator(), ImportOptions.defaults());
                    host.ai().request(image);
                    host.tags().rename(tag("beach"), tag("shore"));
                    host.tags().merge(tag("brand new"), tag("shore"));
                    host.ai().retract(ScriptedAi.MODEL);
                }));

        assertThat(rows(host)).isEqualTo(before);
        assertThat(host.shown(known)).containsExactly("beach", "lake", "sea");
        assertThat(host.find("beach")).containsExactly(known);
        assertThat(host.find("renamed OR x")).isEmpty();
        assertThat(host.tags().find(tag("brand new"))).isEmpty();
    }

    @Test
    default void aCommitKeepsEverythingWithASingleConnection(Host several) throws Exception {
        Host host = several.withOneConnection();
        ImageId image = host.newId();

        host.adapter()
                .inHostTransaction(transaction -> transaction.join(() -> {
                    host.catalog().register(NewImage.of(image, "beach.jpg"));
                    host.tag(image, "vacation");
                }));

        assertThat(host.find("beach vacation")).containsExactly(image);
        assertThat(host.ai().status(image)).hasSize(1);
        assertThat(host.usage("vacation")).isEqualTo(1);
    }

    @Test
    default void theHostsOwnStatementsCommitOrRollBackWithTheLibrarys(Host several) throws Exception {
        Host host = several.withOneConnection();
        String table = host.unique("photo_of_host");
        host.sql().update("create table " + table + " (id bigint primary key)");
        ImageId kept = host.newId();
        ImageId lost = host.newId();

        HostWork saveKept = transaction -> {
            transaction.execute("insert into " + table + " values (" + kept + ")");
            transaction.join(() -> host.catalog().register(NewImage.of(kept, "0.raw")));
        };
        host.adapter().inHostTransaction(saveKept);
        rollBack(host, transaction -> {
            transaction.join(() -> host.catalog().register(NewImage.of(lost, "0.raw")));
            transaction.execute("insert into " + table + " values (" + lost + ")");
        });

        assertThat(host.sql().rows("select id from " + table)).containsExactly(kept.value());
        assertThat(host.find("")).containsExactly(kept);
    }

    @Test
    default void theTransactionSeesWhatItWroteAndNobodyElseDoes(Host host) throws Exception {
        ImageId known = host.imageTagged("vacation");
        String table = host.unique("photo_of_host");
        host.sql().update("create table " + table + " (id bigint primary key)");
        ImageId image = host.newId();

        host.adapter().inHostTransaction(transaction -> {
            transaction.execute("insert into " + table + " values (" + image + ")");
            transaction.join(() -> {
                host.catalog().register(NewImage.of(image, "beach.jpg"));
                host.tag(image, "vacation");

                assertThat(host.shown(image)).containsExactly("vacation");
                assertThat(host.usage("vacation")).isEqualTo(2);
                assertThat(host.find(SearchRequest.of("beach vacation")
                                .where(HostFilter.sql("image_id_long in (select id from " + table + ")"))))
                        .containsExactly(image);
            });
            assertThat(host.find("vacation")).containsExactly(known);
            assertThat(host.catalog().find(image)).isEmpty();
        });

        assertThat(host.find("vacation")).containsExactly(image, known);
    }

    @Test
    default void outsideOfAJoinTheLibraryHasItsOwnTransactions(Host host) throws Exception {
        ImageId image = host.newId();

        rollBack(host, transaction -> {
            transaction.join(() -> {});
            host.catalog().register(NewImage.of(image, "beach.jpg"));
        });

        assertThat(host.find("beach")).containsExactly(image);
    }

    @Test
    default void joiningTwiceIsJoiningOnce(Host several) throws Exception {
        Host host = several.withOneConnection();
        ImageId image = host.newId();

        rollBack(
                host,
                transaction -> transaction.join(() -> {
                    transaction.join(() -> host.catalog().register(NewImage.of(image, "beach.jpg")));
                    host.tag(image, "vacation");
                    assertThat(host.persistence().transactions().isJoined()).isTrue();
                }));

        assertThat(host.catalog().find(image)).isEmpty();
        assertThat(host.persistence().transactions().isJoined()).isFalse();
    }

    @Test
    default void anotherTransactionOfTheHostsMayRunWithinOne(Host host) throws Exception {
        ImageId before = host.image();
        ImageId outer = host.newId();
        ImageId inner = host.newId();

        rollBack(
                host,
                first -> first.join(() -> {
                    host.catalog().register(NewImage.of(outer, "beach.jpg"));
                    unchecked(() -> host.adapter()
                            .inHostTransaction(second ->
                                    second.join(() -> host.catalog().register(NewImage.of(inner, "lake.jpg")))));
                    host.tag(outer, "vacation");
                }));

        assertThat(host.find("")).containsExactly(inner, before);
    }

    @Test
    default void aJoinIsForOneThread(Host host) throws Exception {
        ImageId image = host.image();

        rollBack(
                host,
                transaction -> transaction.join(() -> {
                    boolean joined = CompletableFuture.supplyAsync(() -> {
                                host.tags().getOrCreate(tag("elsewhere"));
                                return host.persistence().transactions().isJoined();
                            })
                            .join();

                    assertThat(joined).isFalse();
                    host.tag(image, "beach");
                }));

        assertThat(host.tags().find(tag("elsewhere"))).isPresent();
        assertThat(host.shown(image)).isEmpty();
    }

    @Test
    default void whatTheWorkThrowsComesOutUnchangedAndEndsTheJoin(Host several) throws Exception {
        Host host = several.withOneConnection();
        IllegalStateException thrown = new IllegalStateException("as thrown");

        host.adapter().inHostTransaction(transaction -> assertThatThrownBy(() -> transaction.join(() -> {
                    throw thrown;
                }))
                .isSameAs(thrown));

        assertThat(host.persistence().transactions().isJoined()).isFalse();
        assertThat(host.find("")).isEmpty();
    }

    @Test
    default void aRefusalDoesNotSpoilTheHostsTransaction(Host several) throws Exception {
        Host host = several.withOneConnection();
        ImageId image = host.newId();

        host.adapter()
                .inHostTransaction(transaction -> transaction.join(() -> {
                    host.catalog().register(NewImage.of(image, "beach.jpg"));
                    host.tag(image, "lake", "pond");
                    assertThatExceptionOfType(UnknownImageException.class)
                            .isThrownBy(() -> host.tags().add(host.newId(), "beach", ANN));
                    assertThatExceptionOfType(TagExistsException.class)
                            .isThrownBy(() -> host.tags().rename(tag("lake"), tag("pond")));
                    host.catalog().register(NewImage.of(image, "beach.jpg"));
                    host.tags().getOrCreate(tag("lake"));
                }));

        assertThat(host.find("beach lake pond")).containsExactly(image);
    }

    @Test
    default void aTenantFirstSeenInATransactionThatRolledBackCanBeUsedLater(Host several) throws Exception {
        Host host = several.withOneConnection();
        TenantId newcomer = TenantId.of(host.unique("newcomer"));
        NewImage image = NewImage.of("1", "beach.jpg");

        rollBack(
                host,
                transaction -> transaction.join(
                        () -> host.tagging().tenant(newcomer).catalog().register(image)));
        host.tagging().tenant(newcomer).catalog().register(image);

        assertThat(host.tagging().tenant(newcomer).search().search("beach").total())
                .isEqualTo(1);
    }

    @Test
    default void tagsFirstSeenInATransactionThatRolledBackCanBeUsedLater(Host several) throws Exception {
        Host host = several.withOneConnection();
        ImageId image = host.image();

        rollBack(host, transaction -> transaction.join(() -> host.tag(image, "newcomer")));
        host.tag(image, "newcomer");

        assertThat(host.shown(image)).containsExactly("newcomer");
    }

    @Test
    default void theAiIsNotAskedWithinATransaction(Host several) throws Exception {
        Host host = several.withOneConnection();
        ImageId image = host.image();

        host.adapter()
                .inHostTransaction(transaction -> transaction.join(() -> assertThatIllegalStateException()
                        .isThrownBy(() -> host.ai().tagNow(image, ANN))));

        assertThat(host.provider().asked()).isEmpty();
    }

    @Test
    default void everythingElseWorksWithASingleConnection(Host several) {
        Host host = several.withOneConnection();
        ImageId image = host.image("beach.jpg");

        host.aiSays(image, AiTag.of("sea", 95));
        host.tagging().start();

        assertThat(host.find("beach sea")).containsExactly(image);
        assertThat(host.catalog().reconcile(List.of(image).iterator(), false).known())
                .isEqualTo(1);
        assertThat(host.ai().retract(ScriptedAi.MODEL)).isEqualTo(1);
        assertThat(host.tagging().stats().pipelines()).isNotNull();
    }

    private static void rollBack(Host host, HostWork work) {
        IllegalStateException changedItsMind = new IllegalStateException("the host changed its mind");
        assertThatThrownBy(() -> host.adapter().inHostTransaction(transaction -> {
                    work.run(transaction);
                    throw changedItsMind;
                }))
                .satisfiesAnyOf(itself -> assertThat(itself).isSameAs(changedItsMind), wrapped -> assertThat(wrapped)
                        .hasRootCause(changedItsMind));
    }

    private static void unchecked(ThrowingCallable work) {
        assertThatCode(work).doesNotThrowAnyException();
    }

    /** How many rows of the tenant there are in every table that has any. */
    private static List<Long> rows(Host host) {
        String images = "select image_no from tagging.image_v1 where tenant_id = ?";
        String tags = "select tag_no from tagging.tag_v1 where tenant_id = ?";
        String tenant = "select tenant_no from tagging.tenants where tenant_id = ?";
        return List.of(
                        "select count(*) from tagging.images where image_no in (" + images + ")",
                        "select count(*) from tagging.image_tags where image_no in (" + images + ")",
                        "select count(*) from tagging.tag_removals where image_no in (" + images + ")",
                        "select count(*) from tagging.image_search where image_no in (" + images + ")",
                        "select count(*) from tagging.tagging_jobs where image_no in (" + images + ")",
                        "select count(*) from tagging.tags where tag_no in (" + tags + ")",
                        "select count(*) from tagging.tag_count_deltas where tag_no in (" + tags + ")",
                        "select count(*) from tagging.tag_feedback where tenant_no in (" + tenant + ")")
                .stream()
                .map(sql -> host.sql().number(sql, host.tenant().value()))
                .toList();
    }
}
