package dev.tagging.provider.moondream;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.tagging.TagCategory;
import dev.tagging.image.ImageContent;
import dev.tagging.spi.AiProviderException.Transient;
import dev.tagging.spi.AnalysisContext;
import dev.tagging.spi.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Moondream over its own HTTP interface, which Station and Cloud share. It says nothing of its certainty; what there is is its
 * own second opinion, when asked for: {@code /detect} finds objects or not, for other things {@code /query} says yes or no.
 */
final class MoondreamBackend implements Backend {

    private final JsonService service;
    private final RemoteOptions options;

    MoondreamBackend(JsonService service, RemoteOptions options) {
        this.service = service;
        this.options = options;
    }

    @Override
    public Answer analyze(ImageContent image, AnalysisContext context, TimeLimit limit) {
        String dataUrl = "data:image/jpeg;base64," + Upload.base64(image, options.maxEdge());
        List<Finding> findings = new ArrayList<>();
        for (Question question : options.questions()) {
            String answer = query(dataUrl, Prompts.withWishes(question.text(), context), limit);
            for (Mention mention : Mention.allIn(answer)) {
                for (String name : TagWords.of(mention.text())) {
                    findings.add(
                            findings.size() < options.verifications()
                                    ? verify(dataUrl, name, question, limit)
                                    : new Finding(name, question.category(), null, false));
                }
            }
        }
        return new Answer(findings, new Usage(options.costPerImage(), 0, 0));
    }

    @Override
    public void close() {
        // Connections end by themselves.
    }

    private String query(String dataUrl, String question, TimeLimit limit) {
        JsonObject request = request(dataUrl);
        request.addProperty("question", question);
        request.addProperty("reasoning", false);
        request.addProperty("stream", false);
        JsonObject response = service.post("/query", request, limit);
        if (response.get("answer") instanceof JsonPrimitive answer) {
            return answer.getAsString();
        }
        throw new Transient("Moondream gave no answer: " + ServiceErrors.shorten(response.toString()));
    }

    private Finding verify(String dataUrl, String name, Question question, TimeLimit limit) {
        boolean confirmed = TagCategory.OBJECT.equals(question.category())
                ? isDetected(dataUrl, name, limit)
                : query(dataUrl, question.verification(name), limit)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .startsWith("yes");
        return new Finding(name, question.category(), confirmed ? 100.0 : 0.0, true);
    }

    private boolean isDetected(String dataUrl, String object, TimeLimit limit) {
        JsonObject request = request(dataUrl);
        request.addProperty("object", object);
        JsonObject response = service.post("/detect", request, limit);
        return response.get("objects") instanceof JsonArray objects && !objects.isEmpty();
    }

    private static JsonObject request(String dataUrl) {
        JsonObject request = new JsonObject();
        request.addProperty("image_url", dataUrl);
        return request;
    }
}
