package dev.tagging.engine;

import dev.tagging.UnknownPipelineException;
import dev.tagging.spi.persistence.Persistence;

/** What all parts of one engine share. */
record Kernel(Persistence database, EngineSettings settings, Work work, Events events, WakeUps wakeUps) {

    static Kernel of(Persistence database, EngineSettings settings) {
        return new Kernel(
                database,
                settings,
                new Work(database.transactions()),
                new Events(database.transactions(), settings.listeners()),
                new WakeUps(database.transactions()));
    }

    void requirePipeline(String name) {
        if (!settings.pipelineNames().contains(name)) {
            throw new UnknownPipelineException(name, settings.pipelineNames());
        }
    }
}
