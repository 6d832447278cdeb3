package dev.tagging.integration;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.onlyHaveDependenciesWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tagging.TaggingBuilder;
import dev.tagging.TaggingException;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.tagging", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] CORE = {
        "dev.tagging",
        "dev.tagging.spi",
        "dev.tagging.spi.persistence",
        "dev.tagging.engine",
        "dev.tagging.search",
        "dev.tagging.image",
        "dev.tagging.vocabulary",
        "dev.tagging.provider.mock"
    };

    @ArchTest
    static final ArchRule the_core_needs_nothing_but_slf4j =
            classes().that().resideInAnyPackage(CORE).should(dependOnlyOn(CORE, "org.slf4j.."));

    @ArchTest
    static final ArchRule the_core_knows_no_database = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule postgres_needs_only_the_core = classes()
            .that()
            .resideInAPackage("dev.tagging.postgres..")
            .should(dependOnlyOn(CORE, "dev.tagging.postgres..", "org.slf4j.."));

    @ArchTest
    static final ArchRule jooq_knows_nothing_of_jpa = classes()
            .that()
            .resideInAPackage("dev.tagging.jooq..")
            .should(dependOnlyOn(CORE, "dev.tagging.jooq..", "dev.tagging.postgres..", "org.jooq.."));

    @ArchTest
    static final ArchRule jpa_uses_the_standard_only = classes()
            .that()
            .resideInAPackage("dev.tagging.jpa..")
            .should(dependOnlyOn(CORE, "dev.tagging.jpa..", "dev.tagging.postgres..", "jakarta.persistence.."));

    @ArchTest
    static final ArchRule nobody_outside_the_core_names_the_engine = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tagging.engine")
            .and()
            .doNotBelongToAnyOf(TaggingBuilder.class)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tagging.engine");

    @ArchTest
    static final ArchRule providers_know_nothing_of_storage = noClasses()
            .that()
            .resideInAPackage("dev.tagging.provider..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                    "dev.tagging.spi.persistence..",
                    "dev.tagging.engine..",
                    "dev.tagging.postgres..",
                    "java.sql..",
                    "javax.sql.."));

    @ArchTest
    static final ArchRule a_provider_shows_its_factory_only = classes()
            .that()
            .resideInAnyPackage("dev.tagging.provider.pixels", "dev.tagging.provider.mock")
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .haveSimpleNameEndingWith("ProviderFactory");

    @ArchTest
    static final ArchRule exceptions_have_one_root = classes()
            .that()
            .areAssignableTo(RuntimeException.class)
            .and()
            .resideOutsideOfPackage("dev.tagging.engine")
            .should()
            .beAssignableTo(TaggingException.class);

    private static com.tngtech.archunit.lang.ArchCondition<JavaClass> dependOnlyOn(String[] core, String... others) {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(core)
                .or(resideInAnyPackage(others))
                .or(resideInAnyPackage("java..", "javax..", "org.jspecify.."))
                .or(resideInAPackage(""));
        return onlyHaveDependenciesWhere(Dependency.Predicates.dependencyTarget(allowed));
    }
}
