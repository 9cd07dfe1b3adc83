package dev.synod.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The transaction of this method commits only where the token that it runs under is the largest that the data has seen:
 * the token is written into a guard row of the same database, in the same transaction. On a method with
 * {@link LeaderOnly}, {@link DistributedLock} or {@link OncePerCluster}, and with a transaction.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fenced {

    /**
     * What is guarded, with SpEL as in {@link DistributedLock#name}; the lock's, election's or job's name where empty.
     */
    String value() default "";
}
