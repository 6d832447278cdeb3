package dev.tagging.tck.persistence;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test of the contract a {@link Host}, and looks after the test whether everything derived is in line with what
 * it is derived from.
 */
final class HostExtension implements ParameterResolver, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(HostExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Host.class;
    }

    @Override
    public Host resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Host.class, key -> new Host(labOf(context)), Host.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Host host = context.getStore(NAMESPACE).get(Host.class, Host.class);
        if (host != null) {
            host.close();
            if (context.getExecutionException().isEmpty()) {
                host.verifyConsistency();
            }
        }
    }

    private static Lab labOf(ExtensionContext context) {
        PersistenceContract contract = (PersistenceContract) context.getRequiredTestInstance();
        return context.getRequiredTestMethod().isAnnotationPresent(OwnDatabase.class)
                ? lab(context, OwnDatabase.class, contract)
                : lab(ofClass(context), PersistenceContract.class, contract);
    }

    private static Lab lab(ExtensionContext scope, Class<?> key, PersistenceContract contract) {
        return scope.getStore(NAMESPACE).getOrComputeIfAbsent(key, any -> new Lab(contract), Lab.class);
    }

    private static ExtensionContext ofClass(ExtensionContext context) {
        return context.getTestMethod().isEmpty()
                ? context
                : context.getParent().map(HostExtension::ofClass).orElse(context);
    }
}
