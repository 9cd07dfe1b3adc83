package dev.synod.test;

import dev.synod.api.clock.CausalContext;
import dev.synod.client.Knowledge;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Begins each test with a new cluster, of which its thread has heard nothing; JUnit closes it after the test. */
final class SynodExtension implements BeforeEachCallback, ParameterResolver {

    private static final Namespace OURS = Namespace.create(SynodExtension.class);

    @Override
    public void beforeEach(ExtensionContext test) {
        Knowledge.replace(CausalContext.EMPTY);
    }

    /** A test class's constructor asks for its test's cluster too. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == SynodControl.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(OURS)
                .computeIfAbsent(SynodControl.class, type -> SynodControl.begin(), SynodControl.class);
    }
}
