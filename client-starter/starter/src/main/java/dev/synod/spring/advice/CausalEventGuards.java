package dev.synod.spring.advice;

import dev.synod.client.Events;
import dev.synod.spring.CausalEvent;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Guards of methods whose results are published. */
final class CausalEventGuards implements Guards {

    private static final int LONGEST_TYPE = 200;

    private final Supplier<Events> events;
    private final UnaryOperator<String> placeholders;

    CausalEventGuards(Supplier<Events> events, UnaryOperator<String> placeholders) {
        this.events = events;
        this.placeholders = placeholders;
    }

    @Override
    public Guard of(Method method, Class<?> target) {
        var says = AnnotatedElementUtils.findMergedAnnotation(method, CausalEvent.class);
        if (says == null) {
            throw new IllegalArgumentException("not @CausalEvent: " + method);
        }
        requireResult(method);
        var type = placeholders.apply(says.type());
        if (type.length() > LONGEST_TYPE) {
            throw new MisusedAnnotationException(
                    method,
                    "publishes events of a type of " + type.length() + " characters",
                    "A type has at most " + LONGEST_TYPE + ".");
        }
        var key = placeholders.apply(says.key());
        var publishing = new Publishing(
                events,
                NameTemplate.of(placeholders.apply(says.topic()), method),
                type.isEmpty() ? method.getName() : type,
                key.isEmpty() ? Optional.empty() : Optional.of(NameTemplate.ofResult(key, method)));
        return new CausalEventGuard(publishing, Returned.by(method));
    }

    private static void requireResult(Method method) {
        if (method.getReturnType() == void.class) {
            throw new MisusedAnnotationException(
                    method,
                    "is @CausalEvent and returns nothing, so there is nothing to publish",
                    "Return what happened, or publish it by the bean dev.synod.client.Events.");
        }
        if (method.getReturnType() == Future.class) {
            throw new MisusedAnnotationException(
                    method,
                    "is @CausalEvent and returns a Future, which tells nobody when it is done",
                    "Return a CompletableFuture.");
        }
    }
}
