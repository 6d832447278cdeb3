package dev.tagging.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {

    private static final byte[] PONG = "HTTP/1.0 200 OK\r\n\r\nOK".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path home;

    @Test
    void anEngineBehindAUnixSocketAnswers() throws IOException {
        Path socket = Files.createTempDirectory("docker").resolve("docker.sock");
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> pong(server));

            assertThat(DockerEngine.answers(address)).isTrue();
            served.join();
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(socket.getParent());
        }
    }

    @Test
    void anEngineBehindAPortAnswers() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> pong(server));

            assertThat(DockerEngine.answers(server.getLocalSocketAddress())).isTrue();
            served.join();
        }
    }

    @Test
    void nobodyBehindAPortIsNoAnswer() throws IOException {
        InetSocketAddress closed;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = (InetSocketAddress) server.getLocalSocketAddress();
        }

        assertThat(DockerEngine.answers(closed)).isFalse();
    }

    @Test
    void whoTakesTheConnectionAndSaysNothingIsNoEngine() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

            assertThat(DockerEngine.answers(silent.getLocalSocketAddress())).isFalse();
        }
    }

    @Test
    void aSocketFileWithoutEngineIsNoAnswer() throws IOException {
        Path leftOver = Files.createFile(home.resolve("docker.sock"));

        assertThat(DockerEngine.answers(UnixDomainSocketAddress.of(leftOver))).isFalse();
    }

    @Test
    void theEnvironmentSaysWhereTheEngineIs() {
        String nowhere = home.toString();

        assertThat(DockerEngine.address(Map.of("DOCKER_HOST", "unix:///run/engine.sock"), nowhere))
                .contains(UnixDomainSocketAddress.of("/run/engine.sock"));
        assertThat(DockerEngine.address(Map.of("DOCKER_HOST", "tcp://127.0.0.1:2375"), nowhere))
                .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), 2375));
        assertThat(DockerEngine.address(Map.of("DOCKER_HOST", "npipe:////./pipe/docker_engine"), nowhere))
                .isEmpty();
    }

    @Test
    void theSocketOfARootlessEngineIsFound() throws IOException {
        Path socket = Files.createDirectories(home.resolve(".docker/run")).resolve("docker.sock");
        Files.createFile(socket);

        assertThat(DockerEngine.address(Map.of(), home.toString())).isPresent();
    }

    private static void pong(ServerSocketChannel server) {
        try (SocketChannel client = server.accept()) {
            client.read(ByteBuffer.allocate(1_000));
            client.write(ByteBuffer.wrap(PONG));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void pong(ServerSocket server) {
        try (Socket client = server.accept()) {
            client.getInputStream().read();
            client.getOutputStream().write(PONG);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
