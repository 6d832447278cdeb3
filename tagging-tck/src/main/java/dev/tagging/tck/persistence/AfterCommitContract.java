package dev.tagging.tck.persistence;

import static dev.tagging.tck.persistence.Host.ANN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.ImageId;
import dev.tagging.NewImage;
import dev.tagging.TaggingListener;
import dev.tagging.TenantId;
import dev.tagging.spi.persistence.Transactions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The library's own transactions, and what follows a commit. */
interface AfterCommitContract {

    @Test
    default void anActionFollowsTheCommitOfTheLibrarysOwnTransaction(Host host) {
        Transactions transactions = host.persistence().transactions();
        ImageId image = host.newId();
        List<String> seen = new ArrayList<>();

        boolean accepted = transactions.required(() -> {
            host.catalog().register(NewImage.of(image, "beach.jpg"));
            boolean known = transactions.afterCommit(() -> {
                assertThat(host.sql()
                                .number(
                                        "select count(*) from tagging.image_v1 where tenant_id = ?",
                                        host.tenant().value()))
                        .isEqualTo(1);
                seen.add("first");
            });
            transactions.afterCommit(() -> seen.add("second"));
            assertThat(seen).isEmpty();
            return known;
        });

        assertThat(accepted).isTrue();
        assertThat(seen).containsExactly("first", "second");
    }

    @Test
    default void noActionFollowsARollback(Host host) {
        Transactions transactions = host.persistence().transactions();
        List<String> seen = new ArrayList<>();
        IllegalStateException thrown = new IllegalStateException("as thrown");

        assertThatThrownBy(() -> transactions.required(() -> {
                    transactions.afterCommit(() -> seen.add("never"));
                    host.image("beach.jpg");
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(seen).isEmpty();
        assertThat(host.find("beach")).isEmpty();
    }

    @Test
    default void anActionOfAnInnerCallFollowsTheOuterCommit(Host host) {
        Transactions transactions = host.persistence().transactions();
        List<String> seen = new ArrayList<>();

        transactions.required(() -> {
            transactions.required(() -> transactions.afterCommit(() -> seen.add("committed")));
            assertThat(seen).isEmpty();
            assertThat(transactions.isJoined()).isFalse();
            return true;
        });

        assertThat(seen).containsExactly("committed");
    }

    @Test
    default void anActionMayBeginATransactionOfItsOwn(Host several) {
        Host host = several.withOneConnection();
        Transactions transactions = host.persistence().transactions();
        ImageId image = host.image("beach.jpg");

        transactions.required(() -> transactions.afterCommit(() -> host.tag(image, "vacation")));

        assertThat(host.shown(image)).containsExactly("vacation");
    }

    @Test
    default void outsideOfTransactionsThereIsNoCommitToFollow(Host host) {
        List<String> seen = new ArrayList<>();

        boolean accepted = host.persistence().transactions().afterCommit(() -> seen.add("never"));

        assertThat(accepted).isFalse();
        assertThat(seen).isEmpty();
    }

    @Test
    default void whoSeesTheHostsCommitFollowsItAndOthersSaySo(Host host) throws Exception {
        Transactions transactions = host.persistence().transactions();
        List<String> seen = new ArrayList<>();
        List<Boolean> accepted = new ArrayList<>();

        host.adapter()
                .inHostTransaction(transaction -> transaction.join(() -> {
                    accepted.add(transactions.afterCommit(() -> seen.add("committed")));
                    assertThat(seen).isEmpty();
                }));

        assertThat(accepted).containsExactly(host.seesHostCommits());
        assertThat(seen).hasSize(host.seesHostCommits() ? 1 : 0);
    }

    @Test
    default void noActionFollowsARollbackOfTheHosts(Host host) {
        List<String> seen = new ArrayList<>();

        assertThatThrownBy(() -> host.adapter().inHostTransaction(transaction -> {
                    transaction.join(() -> host.persistence().transactions().afterCommit(() -> seen.add("never")));
                    throw new IllegalStateException("the host changed its mind");
                }))
                .isNotNull();

        assertThat(seen).isEmpty();
    }

    @Test
    default void listenersHearOfChangesAfterTheCommit(Host host) {
        List<ImageId> heard = new ArrayList<>();
        Host listening = host.with(node -> node.listener(new TaggingListener() {
            @Override
            public void onTagsChanged(TenantId tenant, ImageId image) {
                assertThat(tenant).isEqualTo(host.tenant());
                assertThat(host.shown(image)).containsExactly("beach");
                heard.add(image);
            }
        }));
        ImageId image = host.image();

        listening.tags().add(image, "beach", ANN);
        listening.tags().add(image, "beach", ANN);

        assertThat(heard).containsExactly(image);
    }
}
