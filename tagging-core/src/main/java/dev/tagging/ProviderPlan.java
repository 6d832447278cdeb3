package dev.tagging;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which providers a pipeline asks, and how their answers combine. Plans nest. */
public sealed interface ProviderPlan {

    /** One provider, by the name of its factory. */
    record Single(String name) implements ProviderPlan {}

    /**
     * All of them, one after the other. Their tags are put together; of a tag that several give, each keeps its own
     * assertion. Members that reject the image are left out as long as one accepts it; any other error fails the whole.
     */
    record Ensemble(List<ProviderPlan> members) implements ProviderPlan {
        public Ensemble {
            members = requireMembers(members);
        }
    }

    /** The first that answers; the next one is asked only when the one before fails, whatever the error. */
    record Fallback(List<ProviderPlan> members) implements ProviderPlan {
        public Fallback {
            members = requireMembers(members);
        }
    }

    static ProviderPlan provider(String name) {
        return new Single(name);
    }

    static ProviderPlan ensemble(String... names) {
        return new Ensemble(singles(names));
    }

    static ProviderPlan ensemble(ProviderPlan... members) {
        return new Ensemble(List.of(members));
    }

    static ProviderPlan fallback(String... names) {
        return new Fallback(singles(names));
    }

    static ProviderPlan fallback(ProviderPlan... members) {
        return new Fallback(List.of(members));
    }

    /** The names of all providers in the plan, in order, each once. */
    default Set<String> providerNames() {
        Function<List<ProviderPlan>, Stream<String>> namesOf =
                members -> members.stream().flatMap(member -> member.providerNames().stream());
        Stream<String> names = this instanceof Single single
                ? Stream.of(single.name())
                : this instanceof Ensemble ensemble
                        ? namesOf.apply(ensemble.members())
                        : namesOf.apply(((Fallback) this).members());
        return names.collect(LinkedHashSet::new, Set::add, Set::addAll);
    }

    private static List<ProviderPlan> singles(String... names) {
        return Arrays.stream(names).<ProviderPlan>map(Single::new).toList();
    }

    private static List<ProviderPlan> requireMembers(List<ProviderPlan> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("a plan needs at least one provider");
        }
        return List.copyOf(members);
    }
}
