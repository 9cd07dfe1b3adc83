package dev.synod.server.journal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Tests that break thousands of journals do not tell of each. */
final class Quiet implements BeforeAllCallback, AfterAllCallback {

    static Logger log() {
        return (Logger) LoggerFactory.getLogger("dev.synod.server.journal");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        log().setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        log().setLevel(null);
    }
}
