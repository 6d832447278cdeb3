package dev.tagging.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tagging.TagName;
import dev.tagging.Tagging;
import dev.tagging.TenantId;
import org.junit.jupiter.api.Test;

class TenantTest {

    private static final TenantId ACME = TenantId.of("acme");

    private final InMemoryPersistence database = new InMemoryPersistence();

    @Test
    void a_number_that_was_rolled_back_with_the_hosts_transaction_is_not_remembered() {
        Tenant tenant = tenant();
        assertThatThrownBy(() -> database.inHostTransaction(
                        true,
                        () -> tenant.call(number -> {
                            throw new IllegalArgumentException("the host changes its mind");
                        })))
                .isInstanceOf(IllegalArgumentException.class);

        int number = tenant.call(known -> known);

        assertThat(storedNumber()).isEqualTo(number);
    }

    @Test
    void not_even_a_committed_transaction_of_the_hosts_is_trusted_because_parts_of_it_may_have_been_rolled_back() {
        Tenant tenant = tenant();
        database.inHostTransaction(true, () -> tenant.call(number -> number));
        forget();

        int number = tenant.call(known -> known);

        assertThat(storedNumber()).isEqualTo(number);
    }

    @Test
    void a_number_is_looked_up_once_when_the_library_has_committed_it_itself() {
        Tenant tenant = tenant();
        int first = tenant.call(number -> number);
        forget();

        assertThat(tenant.<Integer>call(number -> number)).isEqualTo(first);
    }

    @Test
    void tenants_do_not_see_each_others_tags() {
        Tagging tagging = Tagging.builder().persistence(database).build();
        tagging.tenant(ACME).tags().getOrCreate(TagName.of("beach"));

        assertThat(tagging.tenant(ACME).tags().popular(10)).isEmpty();
        assertThat(tagging.tenant(ACME).tags().find(TagName.of("beach"))).isPresent();
        assertThat(tagging.tags().find(TagName.of("beach"))).isEmpty();
    }

    private Integer storedNumber() {
        return database.look(state -> state.tenants.getOrDefault(ACME, 0));
    }

    private void forget() {
        database.look(state -> {
            state.tenants.clear();
            return true;
        });
    }

    private Tenant tenant() {
        return new Tenant.Directory(Kernels.of(database)).tenant(ACME);
    }
}
