package dev.synod.test;

import dev.synod.api.clock.CausalContext;
import dev.synod.client.Knowledge;
import java.lang.reflect.Constructor;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.beans.factory.annotation.ParameterResolutionDelegate;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import org.springframework.test.context.support.TestConstructorUtils;

/**
 * Begins each test with a cluster of which its thread has heard nothing: with the application's, as a test expects it,
 * or without an application with a new one, which JUnit closes after the test.
 */
final class SynodExtension implements BeforeEachCallback, ParameterResolver {

    private static final Namespace OURS = Namespace.create(SynodExtension.class);

    @Override
    public void beforeEach(ExtensionContext test) {
        Knowledge.replace(CausalContext.EMPTY);
        applications(test).ifPresent(SynodControl::restore);
    }

    /** A test class's constructor asks for its test's cluster too. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == SynodControl.class && !(isSpring(test) && isSprings(parameter));
    }

    /** What Spring's own extension resolves: two that resolve the same are refused. */
    private static boolean isSprings(ParameterContext parameter) {
        return ParameterResolutionDelegate.isAutowirable(parameter.getParameter(), parameter.getIndex())
                || (parameter.getDeclaringExecutable() instanceof Constructor<?> constructor
                        && TestConstructorUtils.isAutowirableConstructor(constructor, key -> null));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return applications(test).orElseGet(() -> test.getStore(OURS)
                .computeIfAbsent(SynodControl.class, type -> SynodControl.begin(), SynodControl.class));
    }

    private static Optional<SynodControl> applications(ExtensionContext test) {
        return isSpring(test)
                ? Optional.of(SpringExtension.getApplicationContext(test).getBean(SynodControl.class))
                : Optional.empty();
    }

    private static boolean isSpring(ExtensionContext test) {
        return test.getTestClass()
                .filter(type ->
                        TestContextAnnotationUtils.getMergedRepeatableAnnotations(type, ExtendWith.class).stream()
                                .flatMap(extended -> Stream.of(extended.value()))
                                .anyMatch(SpringExtension.class::isAssignableFrom))
                .isPresent();
    }
}
