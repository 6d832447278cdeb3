package dev.tagging.tck.persistence;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What every adapter has to do, see the {@linkplain dev.tagging.tck.persistence package documentation}.
 *
 * <p>Abilities that an adapter may lack are methods here that say it has them: an adapter that lacks one and forgets to say
 * so fails.
 */
@ExtendWith(HostExtension.class)
public interface PersistenceContract
        extends AdapterUnderTest,
                VocabularyContract,
                PeopleTagContract,
                AiTagContract,
                RenamingContract,
                CatalogContract,
                ImportContract,
                TenantContract,
                ClaimContract,
                FencingContract,
                JobContract,
                BackfillContract,
                UsageContract,
                WorkerContract,
                SearchMatchContract,
                SearchRankContract,
                SearchFilterContract,
                SearchPageContract,
                HostileQueryContract,
                PlainSqlContract,
                HostTransactionContract,
                AfterCommitContract,
                ConcurrencyContract {

    /**
     * Whether {@link dev.tagging.spi.persistence.Transactions#afterCommit} works inside transactions that
     * {@link Adapter.HostTransaction#join} has bound.
     */
    default boolean seesHostCommits() {
        return true;
    }
}
