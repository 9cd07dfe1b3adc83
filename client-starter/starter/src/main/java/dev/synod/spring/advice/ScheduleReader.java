package dev.synod.spring.advice;

import java.lang.reflect.Method;
import java.time.Duration;
import java.time.ZoneId;
import java.util.function.UnaryOperator;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.Schedules;
import org.springframework.scheduling.support.CronExpression;

/** Reads the firings of a method from its {@link Scheduled}. */
record ScheduleReader(UnaryOperator<String> placeholders) {

    Firings firings(Method method) {
        var says = AnnotatedElementUtils.findMergedRepeatableAnnotations(method, Scheduled.class, Schedules.class);
        if (says.size() != 1) {
            throw new MisusedAnnotationException(
                    method,
                    "is @OncePerCluster with " + (says.isEmpty() ? "no" : "more than one") + " @Scheduled",
                    "Write one @Scheduled with a cron expression or a fixedRate on it: its firings name the runs.");
        }
        var scheduled = says.iterator().next();
        if (scheduled.fixedDelay() >= 0 || !scheduled.fixedDelayString().isEmpty()) {
            throw new MisusedAnnotationException(
                    method,
                    "is @OncePerCluster with a fixedDelay, which is counted from the end of the run before and so has"
                            + " no firings that all processes know",
                    "Say fixedRate or cron; or use @LeaderOnly.");
        }
        return scheduled.cron().isEmpty() ? rate(scheduled, method) : cron(scheduled);
    }

    private Firings cron(Scheduled scheduled) {
        var expression = placeholders.apply(scheduled.cron());
        if (expression.equals(Scheduled.CRON_DISABLED)) {
            return new Firings.ByHand();
        }
        var zone = placeholders.apply(scheduled.zone());
        return new Firings.Cron(
                CronExpression.parse(expression), zone.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(zone));
    }

    private Firings rate(Scheduled scheduled, Method method) {
        var rate = Duration.of(scheduled.fixedRate(), scheduled.timeUnit().toChronoUnit());
        if (!scheduled.fixedRateString().isEmpty()) {
            var text = placeholders.apply(scheduled.fixedRateString());
            rate = text.matches("\\d+")
                    ? Duration.of(Long.parseLong(text), scheduled.timeUnit().toChronoUnit())
                    : duration(text, method);
        }
        if (rate.isNegative() || rate.isZero()) {
            throw new MisusedAnnotationException(
                    method, "is @OncePerCluster and due only once", "Say fixedRate or cron: a run needs its firing.");
        }
        return new Firings.Rate(rate);
    }

    private static Duration duration(String text, Method method) {
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException e) {
            throw new MisusedAnnotationException(
                    method, "has the fixedRate '" + text + "', which is no duration", "Write it as 500ms, 5s or PT5S.");
        }
    }
}
