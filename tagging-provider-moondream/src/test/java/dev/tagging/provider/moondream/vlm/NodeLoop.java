package dev.tagging.provider.moondream.vlm;

import com.google.gson.Gson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** transformers.js in a process of its own, which decodes one round whenever it is told to and is idle meanwhile. */
final class NodeLoop implements AutoCloseable {

    private final Process process;
    private final BufferedReader answers;
    private final Writer commands;

    /**
     * Milliseconds.
     *
     * @param token mean of the tokens after the first
     */
    record Round(double prefill, double token) {}

    /**
     * Starts node and waits until the model is loaded.
     *
     * @param scripts a copy of {@code src/test/node} with its packages installed
     * @param tokens the prompt, image tokens included
     * @param pixels shape of the pixels
     * @param cpu whether to measure processor time
     */
    NodeLoop(Path scripts, Path model, List<Integer> tokens, List<Integer> pixels, int steps, int threads, boolean cpu)
            throws IOException {
        Path request = Files.createTempFile("decode", ".json");
        request.toFile().deleteOnExit();
        Files.writeString(
                request,
                new Gson()
                        .toJson(Map.of(
                                "tokens", tokens, "pixels", pixels, "steps", steps, "threads", threads, "cpu", cpu)));
        process = new ProcessBuilder(
                        "node", "decode.mjs", model.toAbsolutePath().toString(), request.toString())
                .directory(scripts.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        commands = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        String line = answers.readLine();
        if (!"ready".equals(line)) {
            process.destroy();
            throw new IOException("node says " + line + " instead of being ready");
        }
    }

    Round round() throws IOException {
        tell("round");
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("node has ended");
        }
        double[] millis =
                Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray();
        return new Round(millis[0], millis[1]);
    }

    @Override
    public void close() throws IOException {
        tell("end");
        process.destroy();
    }

    private void tell(String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }
}
