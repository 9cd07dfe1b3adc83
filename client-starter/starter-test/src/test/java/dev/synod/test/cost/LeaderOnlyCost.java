package dev.synod.test.cost;

import dev.synod.client.Connection;
import dev.synod.spring.LeaderOnly;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.aopalliance.intercept.MethodInterceptor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A call of a method that the leader alone runs, here the leader; beside it a proxy that does nothing, and none. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LeaderOnlyCost {

    private final Counting plain = new Counting();
    private final Counting proxied = proxied(new Counting());
    private final ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
            .properties("synod.client.mode=embedded", "spring.main.banner-mode=off", "logging.level.root=warn")
            .run();
    private final Counting led = application.getBean(Counting.class);

    /** What is called. */
    public static class Counting {

        private long calls;

        @LeaderOnly("counting")
        public Long count() {
            return ++calls;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {

        @Bean
        Counting counting() {
            return new Counting();
        }
    }

    private static Counting proxied(Counting target) {
        var factory = new ProxyFactory(target);
        factory.setProxyTargetClass(true);
        MethodInterceptor nothing = invocation -> invocation.proceed();
        factory.addAdvice(nothing);
        return (Counting) factory.getProxy();
    }

    /** Until it leads; else a call that does nothing would be measured. */
    @Setup(Level.Trial)
    public void lead() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (isSkipped()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "it does not lead: " + application.getBean(Connection.class).state());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private boolean isSkipped() {
        Object counted = led.count();
        return counted == null;
    }

    @TearDown(Level.Trial)
    public void stillLeads() {
        boolean skipped = isSkipped();
        application.close();
        if (skipped) {
            throw new IllegalStateException("it has lost the lead meanwhile");
        }
    }

    @Benchmark
    public Long leaderOnly() {
        return led.count();
    }

    @Benchmark
    public Long proxyThatDoesNothing() {
        return proxied.count();
    }

    @Benchmark
    public Long noProxy() {
        return plain.count();
    }
}
