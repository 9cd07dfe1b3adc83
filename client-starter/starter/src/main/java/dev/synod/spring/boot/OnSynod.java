package dev.synod.spring.boot;

import dev.synod.spring.boot.SynodProperties.Mode;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether Synod takes part: enabled, and in a mode that does not disable it. */
final class OnSynod implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var settings = Binder.get(context.getEnvironment());
        return settings.bind("synod.client.enabled", Boolean.class).orElse(true)
                && settings.bind("synod.client.mode", Mode.class).orElse(Mode.SIDECAR) != Mode.DISABLED;
    }

    /** The contrary. */
    static final class Absent implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !new OnSynod().matches(context, metadata);
        }
    }
}
