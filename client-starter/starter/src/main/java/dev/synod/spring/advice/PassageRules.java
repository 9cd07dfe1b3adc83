package dev.synod.spring.advice;

import dev.synod.client.Lease;
import dev.synod.spring.Otherwise;
import dev.synod.spring.WhenLost;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.core.KotlinDetector;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** What an annotation's attributes and a method's shape must have to do with each other. */
record PassageRules(Otherwise otherwise, String fallback, WhenLost whenLost, Class<? extends Lease> lease) {

    Passage passage(Method method, Class<?> target, Gate gate) {
        var returned = Returned.by(method);
        if (KotlinDetector.isSuspendingFunction(method)) {
            throw new MisusedAnnotationException(
                    method, "is a suspending function", "Return a value, a CompletionStage, a Mono or a Flux.");
        }
        if (returned == Returned.PRIMITIVE && otherwise == Otherwise.SKIP) {
            throw new MisusedAnnotationException(
                    method,
                    "returns " + method.getReturnType() + ", and a call that is skipped has none to return",
                    "Return " + ClassUtils.resolvePrimitiveIfNecessary(method.getReturnType()).getSimpleName()
                            + " or an Optional, or say otherwise = FAIL or FALL_BACK.");
        }
        if (whenLost == WhenLost.CANCEL && !returned.endsLater()) {
            throw new MisusedAnnotationException(
                    method,
                    "says whenLost = CANCEL and returns nothing that could be cancelled",
                    "Return a CompletionStage, a Mono or a Flux, or say INTERRUPT.");
        }
        if (whenLost == WhenLost.INTERRUPT && returned.endsLater()) {
            throw new MisusedAnnotationException(
                    method,
                    "says whenLost = INTERRUPT and its work goes on in other threads",
                    "Say whenLost = CANCEL.");
        }
        return new Passage(
                method, gate, returned, otherwise, fallbackOf(method, target), whenLost, parameterOf(method, lease));
    }

    private Optional<Method> fallbackOf(Method method, Class<?> target) {
        if ((otherwise == Otherwise.FALL_BACK) == fallback.isEmpty()) {
            throw new MisusedAnnotationException(
                    method,
                    fallback.isEmpty() ? "falls back to nothing" : "names a fallback that is never called",
                    "otherwise = FALL_BACK and fallback = \"method\" belong together: give both, or neither.");
        }
        if (fallback.isEmpty()) {
            return Optional.empty();
        }
        var found = ReflectionUtils.findMethod(target, fallback, method.getParameterTypes());
        if (found == null || !ClassUtils.isAssignable(method.getReturnType(), found.getReturnType())) {
            throw new MisusedAnnotationException(
                    method,
                    "falls back to " + fallback + "(), which its class does not have with the same parameters and type",
                    "Write " + method.getReturnType().getSimpleName() + " " + fallback + " with the parameters "
                            + Arrays.toString(method.getParameterTypes()) + ".");
        }
        ReflectionUtils.makeAccessible(found);
        return Optional.of(found);
    }

    static OptionalInt parameterOf(Method method, Class<? extends Lease> lease) {
        var types = method.getParameterTypes();
        for (int parameter = 0; parameter < types.length; parameter++) {
            if (types[parameter] == lease) {
                return OptionalInt.of(parameter);
            }
        }
        return OptionalInt.empty();
    }
}
