package dev.tagging.provider.djl.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static final URI HUB = URI.create("https://hub.example.org/model");

    @Test
    void goes_straight_when_nobody_names_a_proxy() {
        assertThat(proxyFor(HUB, Map.of())).isEqualTo(Proxy.NO_PROXY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"})
    void goes_through_the_proxy_of_the_environment(String variable) {
        Proxy proxy = proxyFor(HUB, Map.of(variable, "http://proxy.example.org:3128"));

        assertThat(proxy.address()).isEqualTo(InetSocketAddress.createUnresolved("proxy.example.org", 3128));
    }

    @Test
    void reads_a_proxy_without_scheme_or_port() {
        Proxy proxy = proxyFor(HUB, Map.of("HTTPS_PROXY", "proxy.example.org"));

        assertThat(proxy.address()).isEqualTo(InetSocketAddress.createUnresolved("proxy.example.org", 80));
    }

    @Test
    void has_a_proxy_for_each_protocol() {
        Map<String, String> environment = Map.of("HTTP_PROXY", "proxy.example.org:1");

        assertThat(proxyFor(HUB, environment)).isEqualTo(Proxy.NO_PROXY);
        assertThat(proxyFor(URI.create("http://hub.example.org/"), environment).address())
                .isEqualTo(InetSocketAddress.createUnresolved("proxy.example.org", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hub.example.org           | true",
                "example.org               | true",
                ".example.org              | true",
                "*.example.org             | true",
                "localhost, HUB.example.org| true",
                "*                         | true",
                "ample.org                 | false",
                "other.example.org         | false"
            })
    void leaves_out_the_hosts_that_are_exempt(String noProxy, boolean exempt) {
        Proxy proxy = proxyFor(HUB, Map.of("HTTPS_PROXY", "proxy.example.org:3128", "NO_PROXY", noProxy));

        assertThat(proxy.equals(Proxy.NO_PROXY)).isEqualTo(exempt);
    }

    @Test
    void goes_straight_when_the_proxys_address_makes_no_sense() {
        assertThat(proxyFor(HUB, Map.of("HTTPS_PROXY", "http://"))).isEqualTo(Proxy.NO_PROXY);
    }

    @Test
    void prefers_the_proxies_of_the_jvm() {
        ProxySelector selector = Proxies.selector(
                Map.of("https.proxyHost", "proxy.example.org")::get, Map.of("HTTPS_PROXY", "other.example.org")::get);

        assertThat(selector).isSameAs(ProxySelector.getDefault());
    }

    private static Proxy proxyFor(URI uri, Map<String, String> environment) {
        return Proxies.selector(name -> null, environment::get).select(uri).get(0);
    }
}
