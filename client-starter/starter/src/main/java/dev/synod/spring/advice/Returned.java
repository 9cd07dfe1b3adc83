package dev.synod.spring.advice;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What a method returns, as far as it decides when its call is over, and what one returns that did not run. */
enum Returned {
    VALUE,
    PRIMITIVE,
    OPTIONAL,
    STAGE,
    MONO,
    FLUX;

    static Returned by(Method method) {
        var type = method.getReturnType();
        if (type == void.class) {
            return VALUE;
        }
        if (type.isPrimitive()) {
            return PRIMITIVE;
        }
        if (type == Optional.class) {
            return OPTIONAL;
        }
        if (CompletionStage.class.isAssignableFrom(type) || type == Future.class) {
            return STAGE;
        }
        // By name: the library may be absent.
        return switch (type.getName()) {
            case "reactor.core.publisher.Mono" -> MONO;
            case "reactor.core.publisher.Flux" -> FLUX;
            default -> VALUE;
        };
    }

    boolean isPublisher() {
        return this == MONO || this == FLUX;
    }

    boolean endsLater() {
        return this == STAGE || isPublisher();
    }

    /** What a call returns that did nothing. */
    @Nullable Object nothing() {
        return switch (this) {
            case VALUE, PRIMITIVE, MONO, FLUX -> null;
            case OPTIONAL -> Optional.empty();
            case STAGE -> CompletableFuture.completedFuture(null);
        };
    }
}
