package dev.synod.spring.advice;

import dev.synod.spring.Fenced;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Looks at each bean's annotated methods before the first of them is called: an annotation that nothing stands behind
 * keeps the application from starting. Beans that were made too early to be looked at are looked at in the end.
 */
public final class AnnotatedBeans implements BeanPostProcessor, SmartInitializingSingleton {

    private final Advice advice;
    private final Supplier<ConfigurableListableBeanFactory> beans;
    private final Set<Class<?>> seen = ConcurrentHashMap.newKeySet();

    public AnnotatedBeans(Advice advice, Supplier<ConfigurableListableBeanFactory> beans) {
        this.advice = advice;
        this.beans = beans;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        look(bean);
        return bean;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var factory = beans.get();
        for (var name : factory.getBeanDefinitionNames()) {
            var bean = factory.getSingleton(name);
            if (bean != null) {
                look(bean);
            }
        }
    }

    private void look(Object bean) {
        var target = AopProxyUtils.ultimateTargetClass(bean);
        if (!AnnotationUtils.isCandidateClass(target, advice.annotations()) || !seen.add(target)) {
            return;
        }
        var annotated = MethodIntrospector.selectMethods(target, this::annotationsOf);
        annotated.forEach((method, annotations) -> {
            requireReached(method, bean, annotations);
            for (var annotation : annotations) {
                advice.prepare(annotation, method, target);
            }
            advice.jobs().calledOn(method, bean);
        });
        if (!annotated.isEmpty()) {
            SelfCalls.requireNone(target, annotated.keySet());
        }
    }

    private @Nullable Set<Class<? extends Annotation>> annotationsOf(Method method) {
        var found = new LinkedHashSet<Class<? extends Annotation>>();
        for (var annotation : advice.annotations()) {
            if (AnnotatedElementUtils.hasAnnotation(method, annotation)) {
                found.add(annotation);
            }
        }
        return found.isEmpty() ? null : found;
    }

    private static void requireReached(
            Method method, Object bean, Set<Class<? extends Annotation>> annotations) {
        var modifiers = method.getModifiers();
        var unseen = Modifier.isPrivate(modifiers) ? "private"
                : Modifier.isStatic(modifiers) ? "static" : Modifier.isFinal(modifiers) ? "final" : "";
        if (!unseen.isEmpty()) {
            throw new MisusedAnnotationException(
                    method,
                    "is " + unseen + ", and a proxy cannot stand around it: its annotation would do nothing",
                    "Make it a public method that is neither static nor final (in Kotlin: open).");
        }
        if (annotations.contains(Fenced.class) && !isAdvised(bean, Fencing.class)) {
            throw new MisusedAnnotationException(
                    method,
                    "is @Fenced, and nothing fences it: it would commit whatever token it runs under",
                    "Fencing needs spring-boot-starter-jdbc, a DataSource, and SynodFenceAutoConfiguration, which must"
                            + " not be excluded; and a bean that Spring makes, after its proxies.");
        }
        if (annotations.stream().anyMatch(one -> one != Fenced.class) && !isAdvised(bean, GuardInterceptor.class)) {
            throw new MisusedAnnotationException(
                    method,
                    "is of a bean that has no proxy: its annotation would do nothing",
                    "Let Spring make the bean, and later: it was made before the proxies were, perhaps because a"
                            + " BeanPostProcessor or a BeanFactoryPostProcessor depends on it.");
        }
        if (Proxy.isProxyClass(bean.getClass())
                && !ClassUtils.hasMethod(bean.getClass(), method.getName(), method.getParameterTypes())) {
            throw new MisusedAnnotationException(
                    method,
                    "is in no interface of its bean, whose proxy has only those",
                    "Declare it in an interface, or set spring.aop.proxy-target-class to true.");
        }
    }

    private static boolean isAdvised(Object bean, Class<?> by) {
        return bean instanceof Advised advised
                && Stream.of(advised.getAdvisors()).anyMatch(advisor -> by.isInstance(advisor.getAdvice()));
    }
}
