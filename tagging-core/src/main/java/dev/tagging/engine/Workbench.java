package dev.tagging.engine;

/** What the work on one pipeline's jobs needs. */
record Workbench(PipelineRunner runner, JobDesk desk, JobFailures failures, Leases leases, WakeUps wakeUps) {}
