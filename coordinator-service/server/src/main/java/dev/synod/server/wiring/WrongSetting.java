package dev.synod.server.wiring;

/** A setting with which no instance can start. Its message is one sentence: which setting, and what to change. */
public final class WrongSetting extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WrongSetting(String sentence) {
        super(sentence);
    }
}
