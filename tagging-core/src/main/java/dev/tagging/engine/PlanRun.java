package dev.tagging.engine;

import dev.tagging.ProviderPlan;
import dev.tagging.ProviderPlan.Ensemble;
import dev.tagging.ProviderPlan.Fallback;
import dev.tagging.ProviderPlan.Single;
import dev.tagging.QuotaExceededException;
import dev.tagging.TaggingPersistenceException;
import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.AiProviderException.RateLimited;
import dev.tagging.spi.AiProviderException.Rejected;
import dev.tagging.spi.AiProviderException.Transient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Asks the providers of a plan about one image.
 *
 * <p>When all members of a fallback fail, the error is the one that leaves most hope. When all were asked too often or are
 * out of budget: the shortest wait. Else, when one of them may work later: a transient error, which makes this image wait and
 * not the whole pipeline. Else a rejection, where there is one.
 */
final class PlanRun {

    private final Function<String, Answer> asker;
    private final Consumer<Misconfigured> unnoticed;

    /**
     * @param asker asks one provider, by name
     * @param unnoticed told of errors that an operator should hear of although another provider has answered
     */
    PlanRun(Function<String, Answer> asker, Consumer<Misconfigured> unnoticed) {
        this.asker = asker;
        this.unnoticed = unnoticed;
    }

    /** Returns what was answered, in the order of the plan; at least one answer. */
    List<Answer> run(ProviderPlan plan) {
        if (plan instanceof Single single) {
            return List.of(asker.apply(single.name()));
        }
        return plan instanceof Ensemble ensemble
                ? askAll(ensemble.members())
                : askUntilOneAnswers(((Fallback) plan).members());
    }

    private List<Answer> askAll(List<ProviderPlan> members) {
        List<Answer> answers = new ArrayList<>();
        List<Rejected> rejections = new ArrayList<>();
        for (ProviderPlan member : members) {
            try {
                answers.addAll(run(member));
            } catch (Rejected e) {
                rejections.add(e);
            }
        }
        if (answers.isEmpty()) {
            throw rejections.get(0);
        }
        return answers;
    }

    private List<Answer> askUntilOneAnswers(List<ProviderPlan> members) {
        List<Throwable> errors = new ArrayList<>();
        for (ProviderPlan member : members) {
            try {
                List<Answer> answers = run(member);
                errors.stream()
                        .filter(Misconfigured.class::isInstance)
                        .forEach(e -> unnoticed.accept((Misconfigured) e));
                return answers;
            } catch (CancellationException | TaggingPersistenceException e) {
                throw e;
            } catch (RuntimeException | Error e) {
                errors.add(e);
            }
        }
        throw mostHopeful(errors);
    }

    private static RuntimeException mostHopeful(List<Throwable> errors) {
        Predicate<Throwable> isHopeless = e -> e instanceof Rejected || e instanceof Misconfigured;
        if (errors.stream().allMatch(PlanRun::isLimit)) {
            return (RuntimeException)
                    errors.stream().min(Comparator.comparing(PlanRun::waitOf)).orElseThrow();
        }
        if (errors.stream().allMatch(isHopeless)) {
            return (RuntimeException) errors.stream()
                    .filter(Rejected.class::isInstance)
                    .findFirst()
                    .orElse(errors.get(0));
        }
        StringBuilder message = new StringBuilder("no provider of the fallback answered");
        errors.forEach(e -> message.append("; ").append(SafeText.message(e)));
        Transient combined = new Transient(message.toString(), errors.get(0));
        errors.stream().skip(1).forEach(combined::addSuppressed);
        return combined;
    }

    private static boolean isLimit(Throwable error) {
        return error instanceof RateLimited || error instanceof QuotaExceededException;
    }

    private static Duration waitOf(Throwable limit) {
        return limit instanceof RateLimited rateLimited
                ? rateLimited.retryAfter()
                : Duration.between(Instant.now(), ((QuotaExceededException) limit).availableAt());
    }
}
