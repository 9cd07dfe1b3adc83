package dev.synod.spring.advice;

import dev.synod.client.Elections;
import dev.synod.client.Events;
import dev.synod.client.Locks;
import dev.synod.client.Runs;
import dev.synod.spring.CausalEvent;
import dev.synod.spring.DistributedLock;
import dev.synod.spring.Fenced;
import dev.synod.spring.LeaderOnly;
import dev.synod.spring.OncePerCluster;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.core.Ordered;

/**
 * All that stands around annotated methods, from the outside in: {@code @LeaderOnly}, {@code @OncePerCluster},
 * {@code @DistributedLock}, {@code @CausalEvent}, and within them the transaction. So a lock is taken before a
 * transaction begins, and given back after it has committed and its event is published.
 */
public final class Advice {

    /** Of the outermost of the four; transactions are at {@link Ordered#LOWEST_PRECEDENCE}. */
    public static final int ORDER = Ordered.LOWEST_PRECEDENCE - 1000;

    private final Standings standings;
    private final RunningCalls running = new RunningCalls();
    private final OncePerClusterGuards jobs;
    private final Map<Class<? extends Annotation>, GuardInterceptor> interceptors;

    public Advice(Ports ports, UnaryOperator<String> placeholders) {
        standings = new Standings(ports.elections());
        jobs = new OncePerClusterGuards(
                new FiringGuard.Context(ports.runs(), ports.clock(), running), placeholders);
        interceptors = Map.of(
                LeaderOnly.class,
                new GuardInterceptor(new LeaderOnlyGuards(standings, placeholders)),
                OncePerCluster.class,
                new GuardInterceptor(jobs),
                DistributedLock.class,
                new GuardInterceptor(new DistributedLockGuards(ports.locks(), running, placeholders)),
                CausalEvent.class,
                new GuardInterceptor(new CausalEventGuards(ports.events(), placeholders)));
    }

    /**
     * What the annotations are made of, asked for when it is first used.
     *
     * @param clock tells which firing a call is for
     */
    public record Ports(
            Supplier<Elections> elections,
            Supplier<Locks> locks,
            Supplier<Runs> runs,
            Supplier<Events> events,
            Clock clock) {}

    public DefaultPointcutAdvisor leaderOnly() {
        return advisor(LeaderOnly.class, ORDER);
    }

    public DefaultPointcutAdvisor oncePerCluster() {
        return advisor(OncePerCluster.class, ORDER + 1);
    }

    public DefaultPointcutAdvisor distributedLock() {
        return advisor(DistributedLock.class, ORDER + 2);
    }

    public DefaultPointcutAdvisor causalEvent() {
        return advisor(CausalEvent.class, ORDER + 3);
    }

    public Standings standings() {
        return standings;
    }

    /** Waits for the calls under locks and runs to end; whether they all did. */
    public boolean awaitCalls(Duration patience) {
        return running.awaitEnd(patience);
    }

    OncePerClusterGuards jobs() {
        return jobs;
    }

    List<Class<? extends Annotation>> annotations() {
        return List.of(LeaderOnly.class, OncePerCluster.class, DistributedLock.class, CausalEvent.class, Fenced.class);
    }

    /** Reads the annotation of a method now, so that what is wrong with it is found at the start. */
    void prepare(Class<? extends Annotation> annotation, Method method, Class<?> target) {
        var interceptor = interceptors.get(annotation);
        if (interceptor != null) {
            interceptor.prepare(method, target);
        }
    }

    private DefaultPointcutAdvisor advisor(Class<? extends Annotation> annotation, int order) {
        var interceptor = interceptors.get(annotation);
        if (interceptor == null) {
            throw new IllegalStateException("no interceptor for " + annotation);
        }
        var advisor = new DefaultPointcutAdvisor(new AnnotationMatchingPointcut(null, annotation, true), interceptor);
        advisor.setOrder(order);
        return advisor;
    }
}
