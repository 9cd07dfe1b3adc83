package dev.synod.spring.advice;

import dev.synod.client.HeldLock;
import dev.synod.client.Locks;
import dev.synod.spring.DistributedLock;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Guards of methods that run under a lock. */
final class DistributedLockGuards implements Guards {

    private final Supplier<Locks> locks;
    private final RunningCalls running;
    private final UnaryOperator<String> placeholders;

    DistributedLockGuards(Supplier<Locks> locks, RunningCalls running, UnaryOperator<String> placeholders) {
        this.locks = locks;
        this.running = running;
        this.placeholders = placeholders;
    }

    @Override
    public Guard of(Method method, Class<?> target) {
        var says = AnnotatedElementUtils.findMergedAnnotation(method, DistributedLock.class);
        if (says == null) {
            throw new IllegalArgumentException("not @DistributedLock: " + method);
        }
        var name = NameTemplate.of(placeholders.apply(says.name()), method);
        var gate = new LockGate(name, wait(says.waitAtMost(), method), locks, running);
        return new PassageRules(says.otherwise(), says.fallback(), says.whenLost(), HeldLock.class)
                .passage(method, target, gate);
    }

    private Duration wait(String text, Method method) {
        try {
            var wait = DurationStyle.detectAndParse(placeholders.apply(text));
            if (!wait.isNegative()) {
                return wait;
            }
        } catch (IllegalArgumentException e) {
            // Said below, with the method's name.
        }
        throw new MisusedAnnotationException(
                method, "waits at most '" + text + "', which is no duration", "Write it as 500ms, 5s or 1m.");
    }
}
