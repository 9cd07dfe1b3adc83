package dev.synod.spring.listen;

import dev.synod.spring.CausalListener;
import dev.synod.spring.DistributedLock;
import dev.synod.spring.LeaderOnly;
import dev.synod.spring.OncePerCluster;
import dev.synod.spring.Otherwise;
import dev.synod.spring.advice.MisusedAnnotationException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.json.JsonMapper;

/** Finds the methods that listen, and keeps an application from starting where one could not as it says. */
final class ListenerBeans implements SmartInitializingSingleton {

    static final String ELECTION = "listener:";

    private static final String PUBLISHER = "org.reactivestreams.Publisher";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,199}");

    private final ConfigurableListableBeanFactory beans;
    private final List<Listener> found = new ArrayList<>();

    ListenerBeans(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /** All of them, once the beans are made. */
    List<Listener> all() {
        return List.copyOf(found);
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (var bean : beans.getBeanNamesForType(Object.class, true, false)) {
            // The proxy of a scoped bean has its methods too; what is found is told of the bean itself.
            var target = AutoProxyUtils.determineTargetClass(beans, bean);
            if (target != null && AnnotationUtils.isCandidateClass(target, CausalListener.class)) {
                look(bean, ClassUtils.getUserClass(target));
            }
        }
    }

    private void look(String bean, Class<?> target) {
        MethodIntrospector.selectMethods(
                        target,
                        (Method method) ->
                                AnnotatedElementUtils.findMergedAnnotation(method, CausalListener.class))
                .forEach((method, annotation) -> found.add(listener(bean, target, method, annotation)));
    }

    private Listener listener(String bean, Class<?> target, Method method, CausalListener annotation) {
        requireReached(method);
        requireDoneOnReturn(method, target);
        requireCalledEachTime(method);
        if (!beans.isSingleton(bean)) {
            throw new MisusedAnnotationException(
                    method,
                    "is of bean " + bean + ", which is no singleton: there is not one to be given an event",
                    "Listen in a singleton, and let that find the others.");
        }
        if (beans.getBeanNamesForType(CausalCursor.class, true, false).length == 0) {
            throw new MisusedAnnotationException(
                    method,
                    "has nowhere to keep its cursor: synod.client.listener.cursor says in the database, and there is"
                            + " not one DataSource with a transaction manager",
                    "Add spring-boot-starter-jdbc and a DataSource, define a CausalCursor bean, or set"
                            + " synod.client.listener.cursor to cluster.");
        }
        var topic = named(method, "topic", resolved(annotation.topic()));
        var name = name(bean, method, annotation);
        found.stream().filter(other -> other.name().equals(name)).findAny().ifPresent(other -> {
            throw new MisusedAnnotationException(
                    method,
                    "listens as " + name + ", and " + other.method() + " does too: they would share one cursor",
                    "Give one of them another name.");
        });
        var mapper = beans.getBeanProvider(JsonMapper.class)
                .getIfAvailable(() -> JsonMapper.builder().build());
        var called = ListenerMethod.of(beans.getBean(bean), method, target, mapper);
        return new Listener(topic, name, annotation.from(), annotation.whenTrimmed(), called);
    }

    private String name(String bean, Method method, CausalListener annotation) {
        var name = resolved(annotation.name());
        if (name.isEmpty()) {
            var application = resolved("${spring.application.name:}");
            name = (application.isEmpty() ? "" : application + ".") + bean + "." + method.getName();
        }
        if ((ELECTION + name).length() > 200 || name.startsWith("synod.")) {
            throw new MisusedAnnotationException(
                    method,
                    "listens as '" + name + "', which is too long or begins with 'synod.'",
                    "Give it a name of at most " + (200 - ELECTION.length()) + " characters.");
        }
        return named(method, "name", name);
    }

    private String resolved(String text) {
        var resolved = beans.resolveEmbeddedValue(text);
        return resolved == null ? "" : resolved;
    }

    private static String named(Method method, String what, String text) {
        if (!NAME.matcher(text).matches()) {
            throw new MisusedAnnotationException(
                    method,
                    "listens with the " + what + " '" + text + "'",
                    "Say a " + what + " of 1 to 200 of the characters A-Z a-z 0-9 . _ : - which begins with a letter"
                            + " or a digit.");
        }
        return text;
    }

    private static void requireReached(Method method) {
        var modifiers = method.getModifiers();
        var unseen = Modifier.isPrivate(modifiers) ? "private"
                : Modifier.isStatic(modifiers) ? "static" : Modifier.isFinal(modifiers) ? "final" : "";
        if (!unseen.isEmpty()) {
            throw new MisusedAnnotationException(
                    method,
                    "is " + unseen + ", and would be called past its bean's proxy, with nothing injected",
                    "Make it a public method that is neither static nor final (in Kotlin: open).");
        }
    }

    /** What goes on after the return is not waited for, and may fail when the cursor has moved. */
    private static void requireDoneOnReturn(Method method, Class<?> target) {
        var returned = method.getReturnType();
        boolean isLater = CompletionStage.class.isAssignableFrom(returned)
                || Future.class.isAssignableFrom(returned)
                || isPublisher(returned);
        if (isLater || AnnotatedElementUtils.hasAnnotation(method, Async.class)
                || AnnotatedElementUtils.hasAnnotation(target, Async.class)) {
            throw new MisusedAnnotationException(
                    method,
                    "works on after it has returned: the next event would be given before this one is done",
                    "Let it return when its work is done, such as by join() or block(), and take @Async away.");
        }
    }

    private static boolean isPublisher(Class<?> type) {
        var loader = type.getClassLoader();
        return ClassUtils.isPresent(PUBLISHER, loader)
                && ClassUtils.resolveClassName(PUBLISHER, loader).isAssignableFrom(type);
    }

    /** What skips a call passes an event that nobody was given. */
    private static void requireCalledEachTime(Method method) {
        var lock = AnnotatedElementUtils.findMergedAnnotation(method, DistributedLock.class);
        @Nullable String skips = Stream.of(LeaderOnly.class, OncePerCluster.class)
                .filter(annotation -> AnnotatedElementUtils.hasAnnotation(method, annotation))
                .map(annotation -> "@" + annotation.getSimpleName())
                .findAny()
                .orElse(lock != null && lock.otherwise() != Otherwise.FAIL ? "@DistributedLock" : null);
        if (skips != null) {
            throw new MisusedAnnotationException(
                    method,
                    "is a listener, and " + skips + " may skip its calls: the events of those would be lost",
                    "Take " + skips + " away, since a listener is called in one process alone; or let it FAIL, and"
                            + " the event is given again.");
        }
    }
}
