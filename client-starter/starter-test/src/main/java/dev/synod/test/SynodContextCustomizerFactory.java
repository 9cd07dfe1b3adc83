package dev.synod.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Puts a test's cluster into the application context of each {@link SynodTest}. */
final class SynodContextCustomizerFactory implements ContextCustomizerFactory {

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> test, List<ContextConfigurationAttributes> attributes) {
        return TestContextAnnotationUtils.hasAnnotation(test, SynodTest.class) ? new WithCluster() : null;
    }

    /** One is as good as the other: contexts that differ in nothing else are one, and kept for the next test. */
    private record WithCluster() implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            ((BeanDefinitionRegistry) context.getBeanFactory())
                    .registerBeanDefinition(
                            SynodTestConfiguration.class.getName(),
                            new RootBeanDefinition(SynodTestConfiguration.class));
        }
    }
}
