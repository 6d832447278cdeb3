package dev.tagging.provider.moondream;

import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.ProviderSettings;

/**
 * Provider {@code moondream}: Moondream2 in the host's JVM, or Moondream and others over HTTP. Settings, all optional:
 *
 * <table>
 * <caption>Settings of every backend</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code backend}</td><td>{@code local}</td><td>{@code local} runs the model in this JVM, {@code station} and
 *     {@code cloud} are Moondream's own, {@code ollama} is Ollama</td></tr>
 * <tr><td>{@code questions}</td><td>{@code object, scene, color, attribute}; {@code everything} with Station and
 *     Cloud</td><td>what to ask: names of categories with built-in questions, or {@code category: text; …} with texts of
 *     one's own. Each costs a request with Station and Cloud</td></tr>
 * <tr><td>{@code verification}</td><td>{@code 0}</td><td>how many of the likeliest tags of an image are asked back; with HTTP one
 *     request each</td></tr>
 * <tr><td>{@code calibration}</td><td>a table</td><td>from evidence to confidence, {@code 0:20, 50:60, 100:90}, or
 *     {@code none}</td></tr>
 * <tr><td>{@code verified-calibration}</td><td>a table</td><td>the same for tags that were asked back</td></tr>
 * <tr><td>{@code max-concurrent-images}</td><td>{@code 1}; {@code 2} with HTTP</td><td>how many images are in work at the
 *     same time; others wait</td></tr>
 * <tr><td>{@code time-limit}</td><td>{@code PT2M}; {@code PT1M} with HTTP</td><td>how long an image may take once it is in
 *     work</td></tr>
 * <tr><td>{@code max-tokens}</td><td>{@code 48}; {@code 256} with Ollama</td><td>most tokens of one answer</td></tr>
 * </table>
 *
 * <table>
 * <caption>Settings of the backend {@code local}</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code model}</td><td>{@code moondream2}</td><td>a directory with a model, of this family or the other, or the name
 *     of one that is downloaded once: {@code moondream2}, {@code smolvlm-256m}, {@code smolvlm-500m}, {@code smolvlm2-256m},
 *     {@code smolvlm2-500m}, {@code smolvlm2-2.2b}</td></tr>
 * <tr><td>{@code quantization}</td><td>{@code auto}</td><td>which files of a directory to use: {@code fp32}, {@code fp16},
 *     {@code q8}, {@code int8}, {@code uint8}, {@code q4}, {@code q4f16}, {@code bnb4}, or
 *     {@code vision=q8,embedding=q8,decoder=q4}</td></tr>
 * <tr><td>{@code threads}</td><td>{@code 0}</td><td>threads of each network; 0 for one a physical core</td></tr>
 * <tr><td>{@code image-splitting}</td><td>{@code false}</td><td>whether SmolVLM looks at parts of the image too: about twenty
 *     times the time and four times the memory</td></tr>
 * <tr><td>{@code cache}, {@code hub}, {@code offline}</td><td></td><td>where downloads go, where they come from, and whether
 *     there are any; see {@code ModelDownload} of {@code tagging-provider-djl}</td></tr>
 * </table>
 *
 * <table>
 * <caption>Settings of the other backends</caption>
 * <tr><th>name</th><th>default</th><th>meaning</th></tr>
 * <tr><td>{@code url}</td><td>{@code http://localhost:2020/v1}, {@code https://api.moondream.ai/v1},
 *     {@code http://localhost:11434}</td><td>base URL of Station, Cloud, Ollama</td></tr>
 * <tr><td>{@code api-key}</td><td></td><td>required for Cloud; goes over HTTPS or to this machine only</td></tr>
 * <tr><td>{@code model}</td><td>{@code moondream}</td><td>the model's name; Ollama only</td></tr>
 * <tr><td>{@code max-edge}</td><td>{@code 768}</td><td>longest edge in pixels of what is sent</td></tr>
 * <tr><td>{@code cost-per-image}</td><td>{@code 0}</td><td>in US dollars, for budgets</td></tr>
 * </table>
 *
 * <p>A host that uses none but these excludes the artifacts {@code dev.tagging:tagging-provider-djl} and
 * {@code ai.djl.huggingface:tokenizers}, which carry the native libraries.
 */
public final class MoondreamProviderFactory implements AiTaggingProviderFactory {

    /** For {@link java.util.ServiceLoader}. */
    public MoondreamProviderFactory() {}

    @Override
    public String name() {
        return Family.MOONDREAM.label();
    }

    @Override
    public AiTaggingProvider create(ProviderSettings settings) {
        return VisionProviders.create(Family.MOONDREAM, settings);
    }
}
