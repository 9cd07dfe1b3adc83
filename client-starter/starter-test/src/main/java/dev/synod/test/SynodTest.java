package dev.synod.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Tests with a {@link SynodControl} as a parameter, on a cluster in their own JVM, in a time that only they advance.
 *
 * <p>Beside {@code @SpringBootTest}, or another annotation that starts a Boot application, the application is the
 * process under test, and its control a bean as well. Its {@code @Scheduled} methods fire when time is advanced to
 * them. Cluster and time live as long as the application context, which Spring keeps for the next test that asks for
 * the same. So before each test what others had is given back, what was paused, cut off or failed is mended, and where
 * that was needed time passes until the process is well; what the process itself has published, run or not given back
 * stays. {@code @DirtiesContext} gives a new one. Tests that share an application share its time, and so do not run at
 * once.
 *
 * <p>Without Spring each test has a cluster of its own, in which no lock, lead, run or event is left of another test.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(SynodExtension.class)
public @interface SynodTest {}
