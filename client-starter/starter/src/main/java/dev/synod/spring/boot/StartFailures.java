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

    /** A coordinator that is not there. */
    static final class OfCoordinators extends AbstractFailureAnalyzer<NoCoordinatorException> {

        @Override
        protected FailureAnalysis analyze(Throwable root, NoCoordinatorException cause) {
            return new FailureAnalysis(
                    cause.getMessage() + ".",
                    "Start a coordinator at " + cause.asked() + ", or say in synod.client.endpoints where it is. With"
                            + " synod.client.start=wait or lazy the application starts without one, and leads and"
                            + " locks nothing until it answers.",
                    cause);
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
