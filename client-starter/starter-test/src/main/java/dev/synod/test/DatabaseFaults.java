package dev.synod.test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.util.Set;
import javax.sql.DataSource;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.util.ClassUtils;

/** What befalls the application's databases, and what stands before each so that it may. */
final class DatabaseFaults {

    /** What a connection's owner may do whatever has befallen it. */
    private static final Set<String> ALWAYS = Set.of("close", "isClosed", "isValid", "toString", "hashCode");

    private volatile Fault fault = Fault.NONE;

    /** What there is. */
    enum Fault {
        NONE,
        /** There is no connection to be had, and those that there were are dead. */
        GONE,
        /** Commits fail, as where a connection ends at that moment, and what was written is not kept. */
        COMMITS_LOST
    }

    void befall(Fault now) {
        fault = now;
    }

    /** Of the same type where that is possible: who asks for a pool by its class gets one. */
    Object before(DataSource real) {
        var proxy = new ProxyFactory();
        proxy.setTarget(real);
        if (Modifier.isFinal(real.getClass().getModifiers()) || Proxy.isProxyClass(real.getClass())) {
            proxy.setInterfaces(ClassUtils.getAllInterfaces(real));
        } else {
            proxy.setProxyTargetClass(true);
        }
        MethodInterceptor connecting = this::connect;
        proxy.addAdvice(connecting);
        return proxy.getProxy(real.getClass().getClassLoader());
    }

    private @Nullable Object connect(MethodInvocation call) throws Throwable {
        if (!call.getMethod().getName().equals("getConnection")) {
            return call.proceed();
        }
        if (fault == Fault.GONE) {
            throw gone();
        }
        return call.proceed() instanceof Connection real ? watched(real) : null;
    }

    private Connection watched(Connection real) {
        return (Connection) Proxy.newProxyInstance(
                DatabaseFaults.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> asked(real, method, arguments));
    }

    private @Nullable Object asked(Connection real, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        var now = fault;
        if (now == Fault.GONE && !ALWAYS.contains(method.getName())) {
            throw gone();
        }
        if (now == Fault.COMMITS_LOST && method.getName().equals("commit")) {
            real.rollback();
            throw new SQLRecoverableException("SynodControl: the connection ended at the commit", "08007");
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private static SQLException gone() {
        return new SQLRecoverableException("SynodControl: the database is gone", "08006");
    }
}
