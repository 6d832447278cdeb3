package dev.tagging.provider.mock;

import dev.tagging.spi.AiTaggingProvider;
import dev.tagging.spi.AiTaggingProviderFactory;
import dev.tagging.spi.ProviderSettings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Makes the provider {@code mock}, which gives the same tags to the same bytes and asks nobody. All settings are optional:
 *
 * <table>
 * <caption>Settings</caption>
 * <tr><td>{@code tags}</td><td>tags given to every image, separated by commas: a name, behind a colon a confidence, behind
 *     another a category, such as {@code beach:95,dog:80:object,untrusted}. Without it, 3 to 6 tags out of a small vocabulary
 *     with confidences from 50 to 99, chosen by the bytes of the image</td></tr>
 * <tr><td>{@code delay}</td><td>how long an analysis takes, as {@code PT0.2S} or in seconds</td></tr>
 * <tr><td>{@code fail}</td><td>how analyses fail: {@code transient}, {@code rate-limited}, {@code rejected} or
 *     {@code misconfigured}</td></tr>
 * <tr><td>{@code fail-every}</td><td>only every so many-th analysis fails, transiently unless {@code fail} is set</td></tr>
 * <tr><td>{@code log}</td><td>a file to which every analysis appends a line when it begins: the SHA-256 of the bytes, a space,
 *     the time</td></tr>
 * </table>
 */
public final class MockProviderFactory implements AiTaggingProviderFactory {

    @Override
    public String name() {
        return MockProvider.NAME;
    }

    @Override
    public AiTaggingProvider create(ProviderSettings settings) {
        MockTags tags = settings.text("tags").map(MockTags::parse).orElseGet(MockTags::ofContent);
        Duration delay = settings.duration("delay", Duration.ZERO);
        MockFailures failures = MockFailures.of(settings);
        CallLog log = settings.text("log").map(Path::of).map(CallLog::to).orElse(CallLog.NONE);
        settings.rejectUnknown();
        return new MockProvider(tags, delay, failures, log);
    }
}
