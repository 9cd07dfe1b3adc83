package dev.synod.spring.boot;

import dev.synod.spring.advice.MisusedAnnotationException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Why an application does not start because of Synod, as a sentence, and what to change, as another. */
final class StartFailures {

    private StartFailures() {}

    /** An annotation that could not do what it says. */
    static final class OfAnnotations extends AbstractFailureAnalyzer<MisusedAnnotationException> {

        @Override
        protected FailureAnalysis analyze(Throwable root, MisusedAnnotationException cause) {
            return new FailureAnalysis(cause.problem(), cause.remedy(), cause);
        }
    }

    /** A setting. */
    static final class OfSettings extends AbstractFailureAnalyzer<SettingException> {

        @Override
        protected FailureAnalysis analyze(Throwable root, SettingException cause) {
            return new FailureAnalysis(cause.getMessage() + ".", cause.remedy(), cause);
        }
    }
}
