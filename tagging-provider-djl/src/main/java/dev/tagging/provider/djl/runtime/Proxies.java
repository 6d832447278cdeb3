package dev.tagging.provider.djl.runtime;

import dev.tagging.provider.djl.runtime.ModelCache.Lookup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proxies that downloads go through: those of the JVM where it has any, else those of the environment, which the JDK
 * does not look at but containers are set up with.
 */
final class Proxies {

    private static final Logger log = LoggerFactory.getLogger(Proxies.class);

    private Proxies() {}

    static ProxySelector selector(Lookup properties, Lookup environment) {
        ProxySelector jvm = ProxySelector.getDefault();
        boolean jvmHasProxies = Stream.of("http.proxyHost", "https.proxyHost", "socksProxyHost")
                        .anyMatch(name -> properties.find(name).isPresent())
                || "true".equals(properties.get("java.net.useSystemProxies"));
        return jvm != null && jvmHasProxies ? jvm : new EnvironmentProxies(environment);
    }

    /**
     * {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in lower case too, as curl reads them
     * (curl's manual, "ENVIRONMENT"); the upper-case {@code HTTP_PROXY} as well.
     */
    private static final class EnvironmentProxies extends ProxySelector {

        private final Lookup environment;

        EnvironmentProxies(Lookup environment) {
            this.environment = environment;
        }

        @Override
        public List<Proxy> select(URI uri) {
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            return variable(uri.getScheme() + "_proxy")
                    .or(() -> variable("all_proxy"))
                    .filter(proxy -> !isExempt(host))
                    .flatMap(EnvironmentProxies::address)
                    .map(address -> List.of(new Proxy(Proxy.Type.HTTP, address)))
                    .orElse(List.of(Proxy.NO_PROXY));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            log.warn("Proxy {} cannot be reached for {}: {}", address, uri, failure.getMessage());
        }

        private boolean isExempt(String host) {
            return variable("no_proxy").stream()
                    .flatMap(list -> Stream.of(list.split(",")))
                    .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                    .map(entry -> entry.startsWith("*.") ? entry.substring(1) : entry)
                    .anyMatch(entry -> entry.equals("*")
                            || entry.equals(host)
                            || (!entry.isEmpty() && host.endsWith(entry.startsWith(".") ? entry : "." + entry)));
        }

        private Optional<String> variable(String name) {
            return environment.find(name).or(() -> environment.find(name.toUpperCase(Locale.ROOT)));
        }

        private static Optional<InetSocketAddress> address(String proxy) {
            try {
                URI uri = URI.create(proxy.contains("://") ? proxy.strip() : "http://" + proxy.strip());
                if (uri.getHost() != null) {
                    int port = uri.getPort() < 0 ? 80 : uri.getPort();
                    return Optional.of(InetSocketAddress.createUnresolved(uri.getHost(), port));
                }
            } catch (IllegalArgumentException e) {
                log.debug("Not a proxy's address", e);
            }
            log.warn("The environment names a proxy that is no URL; going without");
            return Optional.empty();
        }
    }
}
