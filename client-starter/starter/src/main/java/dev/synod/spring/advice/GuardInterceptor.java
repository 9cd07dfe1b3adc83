package dev.synod.spring.advice;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/** Stands around all methods with one annotation; a method's guard is made once, and found without allocating. */
public final class GuardInterceptor implements MethodInterceptor {

    private final Guards guards;
    private final Map<Class<?>, Map<Method, Guard>> made = new ConcurrentHashMap<>();

    GuardInterceptor(Guards guards) {
        this.guards = guards;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        var target = invocation.getThis();
        var type = target == null ? invocation.getMethod().getDeclaringClass() : target.getClass();
        return guard(invocation.getMethod(), type).call(invocation);
    }

    /** Makes the guard now, at the start, so that what is wrong is found then. */
    void prepare(Method method, Class<?> target) {
        guard(method, target);
    }

    private Guard guard(Method method, Class<?> target) {
        var ofTarget = made.get(target);
        if (ofTarget == null) {
            ofTarget = made.computeIfAbsent(target, any -> new ConcurrentHashMap<>());
        }
        var guard = ofTarget.get(method);
        return guard != null
                ? guard
                : ofTarget.computeIfAbsent(
                        method, asked -> guards.of(AopUtils.getMostSpecificMethod(asked, target), target));
    }
}
