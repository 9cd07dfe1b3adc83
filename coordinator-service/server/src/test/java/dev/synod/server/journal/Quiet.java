package dev.synod.server.journal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Tests that break thousands of journals do not tell of each. */
final class Quiet implements BeforeAllCallback, AfterAllCallback {

    static Logger log() {
        return (Logger) LoggerFactory.getLogger("dev.synod.server.journal");
    }

    /** What is told while {@code work} is done, all the same. */
    static List<ILoggingEvent> logged(Runnable work) {
        Logger log = log();
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        appender.start();
        log.addAppender(appender);
        log.setAdditive(false);
        log.setLevel(Level.INFO);
        try {
            work.run();
        } finally {
            log.setLevel(Level.OFF);
            log.detachAppender(appender);
            log.setAdditive(true);
        }
        return appender.list;
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
