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
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A vision model behind Ollama's own interface ({@code /api/generate}), which gives log-probabilities; its imitation of
 * OpenAI's may drop them. All questions go in one request, the answer is held to a JSON schema with a list for each.
 */
final class OllamaBackend implements Backend {

    private static final String EVERYTHING = "tags";
    private static final int MAX_ITEMS = 10;
    private static final int MAX_ITEM_LENGTH = 40;
    private static final int CANDIDATES = 10;

    private final JsonService service;
    private final String model;
    private final RemoteOptions options;

    OllamaBackend(JsonService service, String model, RemoteOptions options) {
        this.service = service;
        this.model = model;
        this.options = options;
    }

    @Override
    public Answer analyze(ImageContent image, AnalysisContext context, TimeLimit limit) {
        String picture = Upload.base64(image, options.maxEdge());
        JsonObject request = request(picture, Prompts.withWishes(prompt(), context), options.maxTokens());
        request.add("format", schema());
        JsonObject response = service.post("/api/generate", request, limit);
        if (!(response.get("response") instanceof JsonPrimitive answer)) {
            throw new Transient("Ollama gave no answer: " + ServiceErrors.shorten(response.toString()));
        }
        List<Finding> findings =
                findings(answer.getAsString(), TokenProbabilities.of(response.get("logprobs"), answer.getAsString()));
        for (int i = 0; i < Math.min(findings.size(), options.verifications()); i++) {
            findings.set(i, verify(picture, findings.get(i), limit));
        }
        Usage usage =
                new Usage(options.costPerImage(), count(response, "prompt_eval_count"), count(response, "eval_count"));
        return new Answer(findings, usage);
    }

    @Override
    public void close() {
        // Connections end by themselves.
    }

    private List<Finding> findings(String answer, TokenProbabilities probabilities) {
        List<Finding> findings = new ArrayList<>();
        for (Mention mention : Mention.allIn(answer)) {
            OptionalDouble probability = probabilities.between(mention.start(), mention.end());
            Double evidence = probability.isPresent() ? Double.valueOf(100 * probability.getAsDouble()) : null;
            for (String name : TagWords.of(mention.text())) {
                findings.add(new Finding(name, category(mention), evidence, false));
            }
        }
        return findings;
    }

    private @Nullable TagCategory category(Mention mention) {
        return options.questions().stream()
                .filter(question -> key(question).equals(mention.key()))
                .map(Question::category)
                .findFirst()
                .orElse(null);
    }

    private Finding verify(String picture, Finding finding, TimeLimit limit) {
        Question question = options.questions().stream()
                .filter(q -> Objects.equals(q.category(), finding.category()))
                .findFirst()
                .orElse(options.questions().get(0));
        JsonObject request = request(picture, question.verification(finding.name()), 1);
        request.addProperty("top_logprobs", CANDIDATES);
        JsonObject response = service.post("/api/generate", request, limit);
        OptionalDouble yes = TokenProbabilities.yes(response.get("logprobs"));
        Double evidence = finding.evidence();
        if (yes.isEmpty()) {
            return finding;
        }
        double both = evidence == null ? 100 * yes.getAsDouble() : Math.sqrt(100 * evidence * yes.getAsDouble());
        return new Finding(finding.name(), finding.category(), Math.min(100, both), true);
    }

    private JsonObject request(String picture, String prompt, int maxTokens) {
        JsonObject request = new JsonObject();
        request.addProperty("model", model);
        request.addProperty("prompt", prompt);
        JsonArray images = new JsonArray();
        images.add(picture);
        request.add("images", images);
        request.addProperty("stream", false);
        request.addProperty("logprobs", true);
        JsonObject settings = new JsonObject();
        settings.addProperty("temperature", 0);
        settings.addProperty("num_predict", maxTokens);
        request.add("options", settings);
        return request;
    }

    private String prompt() {
        StringBuilder prompt = new StringBuilder(
                "Answer in JSON, each question with a list of short lower-case tags, and only with what you see.");
        for (Question question : options.questions()) {
            prompt.append("\n\"").append(key(question)).append("\": ").append(question.text());
        }
        return prompt.toString();
    }

    private JsonObject schema() {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        for (Question question : options.questions()) {
            JsonObject item = new JsonObject();
            item.addProperty("type", "string");
            item.addProperty("maxLength", MAX_ITEM_LENGTH);
            JsonObject list = new JsonObject();
            list.addProperty("type", "array");
            list.addProperty("maxItems", MAX_ITEMS);
            list.add("items", item);
            properties.add(key(question), list);
            required.add(key(question));
        }
        JsonObject schema = new JsonObject();
        schema.addProperty("type", "object");
        schema.add("properties", properties);
        schema.add("required", required);
        return schema;
    }

    private static String key(Question question) {
        TagCategory category = question.category();
        return category == null ? EVERYTHING : category.value();
    }

    private static long count(JsonObject response, String key) {
        return response.get(key) instanceof JsonPrimitive number && number.isNumber() ? number.getAsLong() : 0;
    }
}
