package dev.synod.spring.advice;

import dev.synod.client.Leadership;
import dev.synod.spring.LeaderOnly;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Guards of methods that only a leader runs. */
final class LeaderOnlyGuards implements Guards {

    private final Standings standings;
    private final UnaryOperator<String> placeholders;

    LeaderOnlyGuards(Standings standings, UnaryOperator<String> placeholders) {
        this.standings = standings;
        this.placeholders = placeholders;
    }

    @Override
    public Guard of(Method method, Class<?> target) {
        var says = AnnotatedElementUtils.findMergedAnnotation(method, LeaderOnly.class);
        if (says == null) {
            throw new IllegalArgumentException("not @LeaderOnly: " + method);
        }
        var election = placeholders.apply(says.value());
        if (election.contains("#{")) {
            throw new MisusedAnnotationException(
                    method,
                    "stands in the election '" + election + "', which would depend on the call",
                    "A process stands from its start on: name the election without SpEL.");
        }
        var name = NameTemplate.of(election, method).of(new Object[0]);
        return new PassageRules(says.otherwise(), says.fallback(), says.whenLost(), Leadership.class)
                .passage(method, target, standings.of(name));
    }
}
