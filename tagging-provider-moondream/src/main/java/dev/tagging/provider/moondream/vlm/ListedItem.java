package dev.tagging.provider.moondream.vlm;

/**
 * One item of a list that a model gave.
 *
 * @param text lower-case words as the model said them, with single spaces between them
 */
public record ListedItem(String text, Evidence evidence) {}
