package dev.tagging.tck;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a Docker engine answers. Asking Testcontainers takes long and logs much where there is none; this takes two
 * seconds at most.
 */
final class DockerEngine {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final byte[] PING = "GET /_ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private DockerEngine() {}

    static boolean answers() {
        return address(System.getenv(), System.getProperty("user.home"))
                .map(DockerEngine::answers)
                .orElse(false);
    }

    /** Where an engine would be; empty when nothing suggests there is one. */
    static Optional<SocketAddress> address(Map<String, String> environment, String home) {
        String host = environment.get("DOCKER_HOST");
        if (host != null && !host.isBlank()) {
            return addressOf(host.strip());
        }
        return List.of(
                        Path.of("/var/run/docker.sock"),
                        Path.of(home, ".docker", "run", "docker.sock"),
                        Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", home), "docker.sock"))
                .stream()
                .filter(Files::exists)
                .<SocketAddress>map(UnixDomainSocketAddress::of)
                .findFirst();
    }

    private static Optional<SocketAddress> addressOf(String dockerHost) {
        URI uri = URI.create(dockerHost);
        if ("unix".equals(uri.getScheme())) {
            return Optional.of(UnixDomainSocketAddress.of(uri.getPath()));
        }
        return uri.getHost() == null || uri.getPort() == -1
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(uri.getHost(), uri.getPort()));
    }

    /**
     * Whether something at the address says a word when asked whether it is there. An engine behind TLS answers too, though
     * only that it did not understand.
     */
    static boolean answers(SocketAddress address) {
        boolean unix = address instanceof UnixDomainSocketAddress;
        try (SocketChannel channel = unix ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            if (!channel.connect(address)) {
                if (selector.select(PATIENCE.toMillis()) == 0 || !channel.finishConnect()) {
                    return false;
                }
                selector.selectedKeys().clear();
            }
            channel.write(ByteBuffer.wrap(PING));
            key.interestOps(SelectionKey.OP_READ);
            return selector.select(PATIENCE.toMillis()) > 0 && channel.read(ByteBuffer.allocate(1)) > 0;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
