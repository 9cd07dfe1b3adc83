package dev.synod.spring.advice;

import dev.synod.spring.OncePerCluster;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/** Guards of scheduled methods of which one process runs each firing. */
final class OncePerClusterGuards implements Guards {

    private final FiringGuard.Context context;
    private final UnaryOperator<String> placeholders;
    private final Map<String, FiringGuard> byJob = new ConcurrentHashMap<>();

    OncePerClusterGuards(FiringGuard.Context context, UnaryOperator<String> placeholders) {
        this.context = context;
        this.placeholders = placeholders;
    }

    Optional<FiringGuard> job(String name) {
        return Optional.ofNullable(byJob.get(name));
    }

    boolean isEmpty() {
        return byJob.isEmpty();
    }

    /** Whose method it is, for those who call it in place of the scheduler. */
    void calledOn(Method method, Object bean) {
        byJob.values().stream()
                .filter(guard -> guard.method().equals(method))
                .forEach(guard -> guard.calledOn(bean));
    }

    @Override
    public Guard of(Method method, Class<?> target) {
        var says = AnnotatedElementUtils.findMergedAnnotation(method, OncePerCluster.class);
        if (says == null) {
            throw new IllegalArgumentException("not @OncePerCluster: " + method);
        }
        var returned = Returned.by(method);
        if (returned == Returned.PRIMITIVE || returned.isPublisher()) {
            throw new MisusedAnnotationException(
                    method,
                    "is @OncePerCluster and returns " + method.getReturnType().getSimpleName(),
                    "Return nothing, an object or a CompletionStage: it tells when the run is over.");
        }
        if (says.maxAttempts() < 1) {
            throw new MisusedAnnotationException(
                    method, "allows " + says.maxAttempts() + " attempts", "Allow at least one.");
        }
        var name = NameTemplate.of(jobName(says, method, target), method);
        var job = new FiringGuard.Job(
                name.of(new Object[method.getParameterCount()]),
                new ScheduleReader(placeholders).firings(method),
                says.maxAttempts());
        var guard = new FiringGuard(job, method, context);
        var other = byJob.putIfAbsent(job.name(), guard);
        if (other != null && !other.method().equals(method)) {
            throw new MisusedAnnotationException(
                    method,
                    "is the job " + job.name() + ", as is " + MisusedAnnotationException.named(other.method()),
                    "Give one of them another name: they would take each other's runs.");
        }
        return guard;
    }

    private String jobName(OncePerCluster says, Method method, Class<?> target) {
        return says.value().isEmpty()
                ? ClassUtils.getUserClass(target).getName().replace('$', '.') + "." + method.getName()
                : placeholders.apply(says.value());
    }
}
