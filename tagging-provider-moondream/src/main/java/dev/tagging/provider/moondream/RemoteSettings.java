package dev.tagging.provider.moondream;

import dev.tagging.spi.AiProviderException.Misconfigured;
import dev.tagging.spi.ProviderSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Settings of services behind HTTP. */
final class RemoteSettings {

    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x21-\\x7e]+");

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private RemoteSettings() {}

    /** The base URL, without a slash at its end. */
    static URI url(ProviderSettings settings, String fallback) {
        String text = settings.text("url").orElse(fallback).strip().replaceAll("/+$", "");
        try {
            URI url = URI.create(text);
            boolean isHttp = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (isHttp && url.getHost() != null && url.getUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            throw new Misconfigured("setting 'url' is no URL: '" + text + "'", e);
        }
        throw new Misconfigured("setting 'url' must be http://host/... or https://host/..., not '" + text + "'");
    }

    /** The key. It never appears in a message. */
    static Optional<String> key(ProviderSettings settings, URI url) {
        Optional<String> key = settings.text("api-key").map(String::strip);
        key.ifPresent(value -> {
            if (!HEADER_VALUE.matcher(value).matches()) {
                throw new Misconfigured(
                        "setting 'api-key' has characters that no key has: spaces, line ends, or beyond ASCII");
            }
            if (!"https".equals(url.getScheme()) && !isThisMachine(url)) {
                throw new Misconfigured("setting 'api-key' would be sent in the clear to " + url + "; use https");
            }
        });
        return key;
    }

    static BigDecimal cost(ProviderSettings settings) {
        return BigDecimal.valueOf(settings.number("cost-per-image", 0, 0, 100));
    }

    static boolean isThisMachine(URI url) {
        return THIS_MACHINE.contains(String.valueOf(url.getHost()).toLowerCase(Locale.ROOT));
    }
}
